import type { Accounts } from '../accounts/accounts.ts'
import { createAccountHandlers } from '../accounts/handlers.ts'
import { createPlanHandlers } from '../accounts/plan-handlers.ts'
import type { AccountRepository, OwnedMailbox } from '../accounts/repository.ts'
import type { Keyring } from '../keys/keyring.ts'
import type { MailboxRemoval } from './mailbox-removal.ts'

type Deps = {
  accounts: Accounts
  repositories: { accounts: AccountRepository }
  removal: MailboxRemoval
  keys: OfAccounts & { keyring: Keyring }
  webhooks: OfAccounts
  now: () => number
}

/** A feature that keeps in memory what accounts have. */
type OfAccounts = {
  forgetAccount: (accountId: string) => void
  /** Takes from the store what was forgotten and is still there. */
  recallAccount: (accountId: string) => Promise<void>
}

/** Accounts and plans; deleting an account takes what other features keep for it. */
export function createAccountsAndPlans({ accounts, repositories, removal, keys, webhooks, now }: Deps) {
  const repository = repositories.accounts
  return {
    ...createAccountHandlers({
      accounts,
      repository,
      now,
      keyCount: accountId => keys.keyring.idsOf(accountId).length,
      onDeleted(accountId) {
        webhooks.forgetAccount(accountId)
        keys.forgetAccount(accountId)
      },
      async onKept(accountId) {
        // Keys first: a webhook ends whose key is not there.
        await keys.recallAccount(accountId)
        await webhooks.recallAccount(accountId)
      },
      removeMailbox: async (mailbox: OwnedMailbox) => void (await removal.removeMailboxes([mailbox])),
    }),
    ...createPlanHandlers({ accounts, repository }),
  }
}
