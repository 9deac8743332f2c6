import type { Accounts } from '../accounts/accounts.ts'
import { createAccountHandlers } from '../accounts/handlers.ts'
import { createPlanHandlers } from '../accounts/plan-handlers.ts'
import type { AccountRepository, OwnedMailbox } from '../accounts/repository.ts'
import type { RemoveMailboxes } from '../mailboxes/remove-mailboxes.ts'

type Deps = {
  accounts: Accounts
  repository: AccountRepository
  removeMailboxes: RemoveMailboxes
  now: () => number
  onDeleted: (accountId: string) => void
}

/** Accounts and plans; deleting an account takes what other features keep for it. */
export function createAccountsAndPlans({ accounts, repository, removeMailboxes, now, onDeleted }: Deps) {
  const removeMailbox = async (mailbox: OwnedMailbox) => void (await removeMailboxes([mailbox]))

  return {
    ...createAccountHandlers({ accounts, repository, now, onDeleted, removeMailbox }),
    ...createPlanHandlers({ accounts, repository }),
  }
}
