import type { MailboxEventType, PlacedMailbox, PlacedMessage } from '../events/bus.ts'
import type { Db } from '../storage/database.ts'
import { deleteDeliveries } from '../storage/delete-deliveries.ts'

/** Messages deleted in one step: a few milliseconds of the writer. */
export const goneStep = 500

type Known = { remote_id: string; seq: number; mailbox_key: number }
type Unlisted = { accountKey: number; mailboxKey: number | null; listed: string[] }
type Gone = { accountKey: number; gone: string[] }
type Delivery = PlacedMessage & { seq: number; pinned: number }

/**
 * Deletes what the service lists no more, of one mailbox or of all, a step at a time; call it again until it answers fewer
 * than `goneStep`. Pinned messages stay, and are marked. What is deleted need not be known any more.
 */
export function deleteUnlisted(db: Db, { accountKey, mailboxKey, listed }: Unlisted): PlacedMessage[] {
  const unlisted = db.all<Known>(
    `SELECT remote_id, seq, mailbox_key FROM remote_messages
     WHERE account_key = ? AND gone = 0 ${mailboxKey === null ? '' : 'AND mailbox_key = ?'}
       AND remote_id NOT IN (SELECT value FROM json_each(?)) LIMIT ?`,
    accountKey,
    ...(mailboxKey === null ? [] : [mailboxKey]),
    JSON.stringify(listed),
    goneStep,
  )
  return deleteGone(db, accountKey, unlisted)
}

/** The same for those that are named. */
export function deleteNamed(db: Db, { accountKey, gone }: Gone): PlacedMessage[] {
  const named = db.all<Known>(
    `SELECT remote_id, seq, mailbox_key FROM remote_messages
     WHERE account_key = ? AND gone = 0 AND remote_id IN (SELECT value FROM json_each(?)) LIMIT ?`,
    accountKey,
    JSON.stringify(gone),
    goneStep,
  )
  return deleteGone(db, accountKey, named)
}

function deleteGone(db: Db, accountKey: number, unlisted: Known[]): PlacedMessage[] {
  const seqs = unlisted.map(({ seq }) => seq)
  const deliveries = db.all<Delivery>(
    `${placed} WHERE d.seq IN (SELECT value FROM json_each(?))`,
    JSON.stringify(seqs),
  )
  const pinned = new Set(deliveries.filter(one => one.pinned === 1).map(({ seq }) => seq))
  for (const { remote_id, seq } of unlisted)
    db.run(
      pinned.has(seq)
        ? 'UPDATE remote_messages SET gone = 1 WHERE account_key = ? AND remote_id = ?'
        : 'DELETE FROM remote_messages WHERE account_key = ? AND remote_id = ?',
      accountKey,
      remote_id,
    )
  return remove(db, deliveries)
}

/** One step of emptying a mailbox that the service has no more; it goes with the last of its mail, or stays expired. */
export function emptyGoneMailbox(
  db: Db,
  key: number,
): { messages: PlacedMessage[]; event: ({ type: MailboxEventType } & PlacedMailbox) | null } {
  const deliveries = db.all<Delivery>(
    `${placed} WHERE d.mailbox_key = ? AND d.pinned = 0 ORDER BY d.seq LIMIT ?`,
    key,
    goneStep,
  )
  const messages = remove(db, deliveries)
  const more = deliveries.length === goneStep
  return { messages, event: more ? null : endMailbox(db, key) }
}

function endMailbox(db: Db, key: number): ({ type: MailboxEventType } & PlacedMailbox) | null {
  const row = db.get<PlacedMailbox & { status: string; message_count: number }>(
    'SELECT id AS mailboxId, account_id AS accountId, domain, status, message_count FROM mailboxes WHERE key = ?',
    key,
  )
  if (!row) return null
  const { status, message_count, ...place } = row
  if (message_count === 0) {
    db.run('DELETE FROM mailboxes WHERE key = ?', key)
    return { type: 'mailbox.deleted', ...place }
  }
  if (status === 'expired') return null
  db.run("UPDATE mailboxes SET status = 'expired', archived_at = NULL WHERE key = ?", key)
  return { type: 'mailbox.expired', ...place }
}

const placed = `SELECT d.seq, d.pinned, d.id, m.id AS mailboxId, m.account_id AS accountId, m.domain
  FROM deliveries d JOIN mailboxes m ON m.key = d.mailbox_key`

function remove(db: Db, deliveries: Delivery[]): PlacedMessage[] {
  const going = deliveries.filter(({ pinned }) => pinned === 0)
  deleteDeliveries(
    db,
    going.map(({ seq }) => seq),
  )
  return going.map(({ id, mailboxId, accountId, domain }) => ({ id, mailboxId, accountId, domain }))
}
