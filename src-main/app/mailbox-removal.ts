import { wholeStore } from '#shared/api/scope.ts'
import type { EventBus } from '../events/bus.ts'
import { createRemoveMailboxes } from '../mailboxes/remove-mailboxes.ts'
import type { MailboxRepository } from '../mailboxes/repository.ts'
import { deleteAllMatching } from '../messages/bulk-handlers.ts'
import type { MessageRepository } from '../messages/repository.ts'

type Deps = {
  repositories: { mailboxes: MailboxRepository; messages: MessageRepository }
  events: EventBus
}

export type MailboxRemoval = ReturnType<typeof createMailboxRemoval>

/** Deleting mailboxes takes their mail along, which is another feature's. */
export function createMailboxRemoval({ repositories, events }: Deps) {
  /** All mail of a mailbox, pinned mail too. */
  const deleteMail = (mailboxKey: number) =>
    deleteAllMatching(
      { repository: repositories.messages, events },
      { match: null, conditions: [], mailboxKey, scope: wholeStore },
    )
  const removeMailboxes = createRemoveMailboxes({ repository: repositories.mailboxes, events, deleteMail })
  return { deleteMail, removeMailboxes }
}
