import type { MailboxEventType, PlacedMailbox } from '../events/bus.ts'
import type { Db } from '../storage/database.ts'

type Due = PlacedMailbox & { key: number; recoverable: number; expires_at: number }

/** Marks mailboxes of remotes that have run out by `now`. Their mail stays until the service says that it is gone. */
export function expireMailboxes(db: Db, now: number): ({ type: MailboxEventType } & PlacedMailbox)[] {
  const due = db.all<Due>(
    `SELECT key, id AS mailboxId, account_id AS accountId, domain, recoverable, expires_at FROM mailboxes
     WHERE status = 'active' AND expires_at IS NOT NULL AND expires_at <= ? AND remote_id IS NOT NULL LIMIT 500`,
    now,
  )
  return due.map(({ key, recoverable, expires_at, ...place }) => {
    db.run(
      'UPDATE mailboxes SET status = ?, archived_at = ? WHERE key = ?',
      recoverable ? 'archived' : 'expired',
      recoverable ? expires_at : null,
      key,
    )
    return { type: recoverable ? 'mailbox.archived' : 'mailbox.expired', ...place }
  })
}
