import type { EventBus, PlacedMailbox } from '../events/bus.ts'
import type { MailboxRepository } from './repository.ts'

type Deps = {
  repository: Pick<MailboxRepository, 'deleteEmptyMailboxes'>
  events: EventBus
  /** Deletes all mail of a mailbox, pinned mail too. */
  deleteMail: (mailboxKey: number) => Promise<void>
}

type Removable = PlacedMailbox & { key: number }

export type RemoveMailboxes = (mailboxes: Removable[]) => Promise<number>

/** Deletes mailboxes with all their mail, in steps; answers how many were still there. */
export function createRemoveMailboxes({ repository, events, deleteMail }: Deps): RemoveMailboxes {
  return async mailboxes => {
    const byKey = new Map(mailboxes.map(mailbox => [mailbox.key, mailbox]))
    let removed = 0
    let left = [...byKey.keys()]
    // Mail can arrive between the two steps; then its mailbox is emptied once more.
    while (left.length > 0) {
      const { deleted, notEmpty } = await repository.deleteEmptyMailboxes(left)
      for (const key of deleted) {
        const { key: _key, ...place } = byKey.get(key)!
        events.announce({ type: 'mailbox.deleted', ...place })
      }
      removed += deleted.length
      for (const key of notEmpty) await deleteMail(key)
      left = notEmpty
    }
    return removed
  }
}
