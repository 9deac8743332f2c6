import type { PlacedMessage } from '../events/bus.ts'
import type { Db } from '../storage/database.ts'
import { deleteDeliveries } from '../storage/delete-deliveries.ts'

const step = 500

/** Null is no limit; times are unix milliseconds. */
type Limits = { accountKey: number; messages: number | null; olderThan: number | null }

/**
 * Deletes up to a step of a remote's oldest messages beyond its limits; call it again until it deletes nothing. Pinned ones stay.
 * The newest may have been fetched first, so it is the time that counts.
 */
export function deleteOldOfRemote(db: Db, { accountKey, messages, olderThan }: Limits): PlacedMessage[] {
  const rows = db.all<PlacedMessage & { seq: number }>(
    `SELECT d.seq, d.id, m.id AS mailboxId, m.account_id AS accountId, m.domain
     FROM deliveries d JOIN mailboxes m ON m.key = d.mailbox_key
     WHERE d.account_key = ? AND d.pinned = 0 AND (d.received_at < ? OR d.seq IN (
       SELECT seq FROM deliveries WHERE account_key = ? AND pinned = 0
       ORDER BY received_at DESC, seq DESC LIMIT -1 OFFSET ?))
     ORDER BY d.seq LIMIT ?`,
    accountKey,
    olderThan ?? 0,
    accountKey,
    messages ?? Number.MAX_SAFE_INTEGER,
    step,
  )
  deleteDeliveries(
    db,
    rows.map(({ seq }) => seq),
  )
  return rows.map(({ seq: _seq, ...message }) => message)
}
