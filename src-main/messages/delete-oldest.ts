import type { PlacedMessage } from '../events/bus.ts'
import type { Db } from '../storage/database.ts'
import { localTotals } from './local-totals.ts'
import { deleteRows, placedColumns, placedRows, placedTables, type PlacedRow } from './placed-rows.ts'
import type { AccountLimit, RetentionLimits } from './retention-limits.ts'

/**
 * Deletes up to `step` of the oldest messages that are not pinned and are beyond a limit; call it again until it
 * deletes nothing. Pinned messages do not count, or else many of them would push every new mail out; nor does mail of
 * remote accounts, which have limits of their own.
 */
export function deleteOldest(
  db: Db,
  { limits, step }: { limits: RetentionLimits; step: number },
): PlacedMessage[] {
  for (const find of [tooMany, tooLarge, tooOld]) {
    const rows = find(db, limits, step)
    if (rows.length > 0) return deleteRows(db, rows)
  }
  return []
}

/** Deletes up to `step` messages of some accounts that are too old there; call it again until it deletes nothing. */
export function deleteOldOfAccounts(
  db: Db,
  { accounts, step }: { accounts: AccountLimit[]; step: number },
): PlacedMessage[] {
  const rows: PlacedRow[] = []
  for (const { key, olderThan } of accounts) {
    if (rows.length >= step) break
    rows.push(...db.all<PlacedRow>(oldOfAccount, key, olderThan, step - rows.length))
  }
  return deleteRows(db, rows)
}

const oldOfAccount = `${placedRows} WHERE d.account_key = ? AND d.received_at < ? AND d.pinned = 0
  ORDER BY d.received_at LIMIT ?`

/** Keys of remote accounts are negative. */
const local = '+d.account_key > 0'

/** One account after the other: the index is theirs. */
const oldOfLocal = `${placedRows} WHERE d.account_key IN (SELECT key FROM accounts WHERE key > 0)
  AND d.received_at < ? AND d.pinned = 0 LIMIT ?`

type SizedRow = PlacedRow & { size_bytes: number }
const oldestSized = `SELECT d.size_bytes, ${placedColumns} ${placedTables} WHERE d.pinned = 0 AND ${local} ORDER BY d.seq LIMIT ?`
const oldestFirst = `${placedRows} WHERE d.pinned = 0 AND ${local} ORDER BY d.seq LIMIT ?`

function tooMany(db: Db, { messages }: RetentionLimits, step: number): PlacedRow[] {
  if (messages === null) return []
  const { message_count, pinned_count } = localTotals(db)
  const surplus = Math.max(0, message_count - pinned_count - messages)
  return db.all(oldestFirst, Math.min(surplus, step))
}

function tooLarge(db: Db, { bytes }: RetentionLimits, step: number): PlacedRow[] {
  if (bytes === null) return []
  // The bytes of pinned ones are only added up when all together are too many.
  let surplus = localTotals(db).size_bytes - bytes
  if (surplus > 0) surplus -= pinnedBytes(db)
  if (surplus <= 0) return []
  const rows: PlacedRow[] = []
  for (const row of db.all<SizedRow>(oldestSized, step)) {
    if (surplus <= 0) break
    surplus -= row.size_bytes
    rows.push(row)
  }
  return rows
}

function tooOld(db: Db, { olderThan }: RetentionLimits, step: number): PlacedRow[] {
  if (olderThan === null) return []
  return db.all(oldOfLocal, olderThan, step)
}

const pinnedBytes = (db: Db): number =>
  db.get<{ bytes: number }>(
    `SELECT coalesce(sum(size_bytes), 0) AS bytes FROM deliveries d WHERE pinned = 1 AND ${local}`,
  )!.bytes
