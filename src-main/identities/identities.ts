import { createClientHandlers } from './client-handlers.ts'
import { createIdentityHandlers } from './handlers.ts'
import { createProvider } from './provider.ts'

type Deps = Parameters<typeof createIdentityHandlers>[0]

/** Who can sign in to apps: the operations on them, and the provider that signs them in. */
export function createIdentities(deps: Deps) {
  return {
    handlers: { ...createClientHandlers(deps), ...createIdentityHandlers(deps) },
    provider: createProvider(deps),
  }
}
