import type { ProviderChoice } from '#main/providers/create-provider.ts'
import { fakeDustmail } from './fake-dustmail.ts'
import { fakeMailfade } from './fake-mailfade.ts'
import { fakeMayfly } from './fake-mayfly.ts'
import { fakeMinutemail } from './fake-minutemail.ts'
import { fakeMomail, fakeOldMomail } from './fake-momail.ts'
import type { Fake } from './fake.ts'

export const fakes: { choice: ProviderChoice; start: () => Promise<Fake> }[] = [
  { choice: { service: 'minutemail' }, start: fakeMinutemail },
  { choice: { service: 'dustmail' }, start: fakeDustmail },
  { choice: { service: 'momail' }, start: fakeMomail },
  { choice: { service: 'momail', generation: 'old' }, start: fakeOldMomail },
  { choice: { service: 'mailfade' }, start: fakeMailfade },
  { choice: { service: 'mayfly' }, start: fakeMayfly },
]

export const nameOf = ({ service, generation = 'current' }: ProviderChoice): string =>
  service === 'momail' ? `momail (${generation})` : service
