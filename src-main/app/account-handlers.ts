import { wholeStore } from '#shared/api/scope.ts'
import type { Accounts } from '../accounts/accounts.ts'
import { createAccountHandlers } from '../accounts/handlers.ts'
import { createPlanHandlers } from '../accounts/plan-handlers.ts'
import type { AccountRepository, OwnedMailbox } from '../accounts/repository.ts'
import type { EventBus } from '../events/bus.ts'
import type { MailboxRepository } from '../mailboxes/repository.ts'
import { deleteAllMatching } from '../messages/handlers.ts'
import type { MessageRepository } from '../messages/repository.ts'

type Deps = {
  accounts: Accounts
  repositories: { accounts: AccountRepository; mailboxes: MailboxRepository; messages: MessageRepository }
  events: EventBus
  now: () => number
  onDeleted: (accountId: string) => void
}

/** Accounts and plans; deleting an account takes what other features keep for it. */
export function createAccountsAndPlans({ accounts, repositories, events, now, onDeleted }: Deps) {
  const repository = repositories.accounts

  async function removeMailbox({ key, ...place }: OwnedMailbox): Promise<void> {
    let outcome: 'deleted' | 'not empty' | 'gone'
    do {
      const everything = { match: null, conditions: [], mailboxKey: key, scope: wholeStore }
      await deleteAllMatching({ repository: repositories.messages, events }, everything)
      outcome = await repositories.mailboxes.deleteEmptyMailbox(key)
    } while (outcome === 'not empty')
    if (outcome === 'deleted') events.announce({ type: 'mailbox.deleted', ...place })
  }

  return {
    ...createAccountHandlers({ accounts, repository, now, onDeleted, removeMailbox }),
    ...createPlanHandlers({ accounts, repository }),
  }
}
