import type { PlacedMailbox, PlacedMessage } from '../events/bus.ts'
import type { Db } from '../storage/database.ts'
import { deleteDeliveries } from '../storage/delete-deliveries.ts'
import type { MailboxRow } from './repository.ts'
import { placeOf } from './to-mailbox.ts'

type Due = {
  now: number
  /** Mailboxes that each account may have in its archive; null is no limit. */
  archiveLimits: Record<string, number | null>
  /** Expired mailboxes that the store remembers. */
  mostExpired: number
}

export type Settled = {
  archived: PlacedMailbox[]
  /** `archiveFull`: it was to be archived, and there was no room. */
  expired: (PlacedMailbox & { archiveFull: boolean })[]
  deleted: PlacedMessage[]
  /** Keys of expired mailboxes with so much mail that it is deleted step by step. */
  unemptied: number[]
  /** When the next one runs out; not later than `now` when some that are due are left. */
  nextDueAt: number | null
}

/** Messages deleted in one step: a few milliseconds of the writer. */
export const deleteStep = 500
/** Mailboxes settled in one step. */
const mailboxStep = 500

/** Writes what has run out by `now`, the first that ran out first, as much as one short transaction holds. */
export function settleDue(db: Db, { now, archiveLimits, mostExpired }: Due): Settled {
  const settled: Settled = { archived: [], expired: [], deleted: [], unemptied: [], nextDueAt: null }
  const hasRoom = archiveRoom(db, archiveLimits)
  for (const row of dueMailboxes(db, now)) {
    const archives = row.recoverable === 1 && hasRoom(row.account_id)
    const deletesNow = !archives && row.message_count <= deleteStep
    if (deletesNow && settled.deleted.length + row.message_count > deleteStep) break
    db.run(
      'UPDATE mailboxes SET status = ?, archived_at = ? WHERE key = ?',
      archives ? 'archived' : 'expired',
      archives ? row.expires_at : null,
      row.key,
    )
    if (archives) settled.archived.push(placeOf(row))
    else settled.expired.push({ ...placeOf(row), archiveFull: row.recoverable === 1 })
    if (deletesNow) settled.deleted.push(...deleteSomeMail(db, row))
    else if (!archives) settled.unemptied.push(row.key)
  }
  forgetExpired(db, mostExpired)
  return { ...settled, nextDueAt: nextDueAt(db) }
}

/** Deletes the oldest mail of a mailbox, pinned or not; answers fewer than `deleteStep` when none is left. */
export function deleteSomeMail(db: Db, mailbox: MailboxRow): PlacedMessage[] {
  const rows = db.all<{ seq: number; id: string }>(
    'SELECT seq, id FROM deliveries WHERE mailbox_key = ? ORDER BY seq LIMIT ?',
    mailbox.key,
    deleteStep,
  )
  deleteDeliveries(
    db,
    rows.map(({ seq }) => seq),
  )
  return rows.map(({ id }) => ({ id, ...placeOf(mailbox) }))
}

/** Left to itself, SQLite takes the index of the status, and with it looks at every mailbox in use. */
export const byTheirEnd = 'mailboxes INDEXED BY mailboxes_due'

function dueMailboxes(db: Db, now: number): MailboxRow[] {
  return db.all(
    `SELECT * FROM ${byTheirEnd} WHERE status = 'active' AND expires_at <= ? AND remote_id IS NULL ORDER BY expires_at, key LIMIT ?`,
    now,
    mailboxStep,
  )
}

/** Forgets what expired first beyond so many: no more in one step than one step can add. */
function forgetExpired(db: Db, most: number): void {
  const { n } = db.get<{ n: number }>('SELECT sum(expired_mailboxes) AS n FROM local_accounts')!
  if (n <= most) return
  db.run(
    `DELETE FROM mailboxes WHERE key IN
       (SELECT key FROM mailboxes WHERE status = 'expired' AND message_count = 0 AND remote_id IS NULL ORDER BY expires_at, key LIMIT ?)`,
    Math.min(n - most, mailboxStep),
  )
}

function nextDueAt(db: Db): number | null {
  const next = db.get<{ at: number | null }>(
    `SELECT min(expires_at) AS at FROM ${byTheirEnd} WHERE status = 'active' AND expires_at IS NOT NULL AND remote_id IS NULL`,
  )
  return next?.at ?? null
}

/** Tells whether an account has room for one more, and takes the room. */
function archiveRoom(db: Db, limits: Due['archiveLimits']): (accountId: string) => boolean {
  const used = new Map<string, number>()
  return accountId => {
    const limit = limits[accountId] ?? null
    if (limit === null) return true
    const count = used.get(accountId) ?? countArchived(db, accountId)
    used.set(accountId, Math.min(count + 1, limit))
    return count < limit
  }
}

export function countArchived(db: Db, accountId: string): number {
  const row = db.get<{ n: number }>('SELECT archived_mailboxes AS n FROM accounts WHERE id = ?', accountId)
  return row?.n ?? 0
}
