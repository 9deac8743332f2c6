import type { IdentityProvider } from '../../../api/identity-provider.ts'
import type { MinuteMailPart } from '../parts.ts'
import { providerPaths, providerRoutes } from './provider-routes.ts'
import { identityRoutes } from './routes.ts'
import { signInPath, signInRoutes } from './sign-in-routes.ts'

/** Identities: what a key manages of them, the page where somebody chooses one, and what apps call. */
export function createIdentityPart(provider: IdentityProvider): MinuteMailPart {
  return {
    open: [signInPath],
    public: Object.values(providerPaths),
    api: identityRoutes,
    routes(app) {
      app.register(async scope => signInRoutes(scope, provider))
      app.register(async scope => providerRoutes(scope, provider))
    },
  }
}
