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
  keys: { keyring: Keyring }
  webhooks: { forgetAccount: (accountId: string) => void }
  now: () => number
}

/** Accounts and plans; deleting an account takes what other features keep for it. */
export function createAccountsAndPlans({ accounts, repositories, removal, keys, webhooks, now }: Deps) {
  const repository = repositories.accounts
  return {
    ...createAccountHandlers({
      accounts,
      repository,
      now,
      onDeleted(accountId) {
        webhooks.forgetAccount(accountId)
        keys.keyring.forgetAccount(accountId)
      },
      removeMailbox: async (mailbox: OwnedMailbox) => void (await removal.removeMailboxes([mailbox])),
    }),
    ...createPlanHandlers({ accounts, repository }),
  }
}
