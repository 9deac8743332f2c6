import type { Provider } from '../identities/provider.ts'

type Deps = {
  provider: Provider
  /** Resolves when the store says of every mailbox what it is by now. */
  settle: () => Promise<void>
}

export type IdentityProvider = Provider

/** Signing in by OAuth 2: what of it is not an operation, for who signs in has neither key nor session. */
export function createIdentityProvider({ provider, settle }: Deps): IdentityProvider {
  /** An identity whose mailbox has just run out is not offered. */
  const settled =
    <Args extends unknown[], Answer>(ask: (...args: Args) => Promise<Answer>) =>
    async (...args: Args): Promise<Answer> => {
      await settle()
      return ask(...args)
    }
  return {
    ...provider,
    offered: settled(provider.offered),
    issueCode: settled(provider.issueCode),
    exchange: settled(provider.exchange),
    userInfo: settled(provider.userInfo),
  }
}
