import { keyPrefixes } from '#shared/api/keys.ts'
import type { RemoteServiceInfo } from '#shared/api/remote-shapes.ts'
import { needsKey } from './open-session.ts'
import type { RemoteRow } from './remote-row.ts'

type Known = Omit<RemoteServiceInfo, 'capabilities'>

const describe = (
  service: Known['service'],
  name: string,
  baseUrl: string | null,
  generation: Known['generation'] = 'current',
): Known => ({
  service,
  generation,
  name,
  baseUrl,
  keyNeeded: needsKey(service),
  keyPrefixes: [...keyPrefixes[service]],
})

/** Where each service is, as it publishes it; each Mayfly is somewhere else. */
export const services: readonly Known[] = [
  describe('mayfly', 'Mayfly', null),
  describe('minutemail', 'MinuteMail', 'https://api.minutemail.co/v1'),
  describe('dustmail', 'DustMail', 'https://dustmail.net/api/v1'),
  describe('momail', 'MoMail', 'https://momail.io/v1/api'),
  describe('momail', 'MoMail (old API)', 'https://api.momail.io/v1', 'old'),
  describe('mailfade', 'Mailfade', 'https://api.mailfade.dev'),
]

export const serviceOf = ({ service, generation }: Pick<RemoteRow, 'service' | 'generation'>) =>
  services.find(known => known.service === service && known.generation === generation)
