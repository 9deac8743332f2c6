import type { RemoteService } from '#shared/api/remote-capabilities.ts'
import { createDustmailProvider } from './dustmail/client.ts'
import { createMailfadeProvider } from './mailfade/client.ts'
import { createMayflyProvider } from './mayfly/client.ts'
import { createMinutemailProvider } from './minutemail/client.ts'
import { createMomailOldProvider, createMomailProvider } from './momail/client.ts'
import type { Provider, ProviderDeps } from './provider.ts'

/** `generation` is of MoMail alone, whose older API has other addresses and other things. */
export type ProviderChoice = { service: RemoteService; generation?: 'current' | 'old' | undefined }

/** The client of a service for one account. */
export function createProvider({ service, generation }: ProviderChoice, deps: ProviderDeps): Provider {
  return service === 'momail' && generation === 'old' ? createMomailOldProvider(deps) : create[service](deps)
}

const create: Record<RemoteService, (deps: ProviderDeps) => Provider> = {
  minutemail: createMinutemailProvider,
  dustmail: createDustmailProvider,
  momail: createMomailProvider,
  mailfade: createMailfadeProvider,
  mayfly: createMayflyProvider,
}
