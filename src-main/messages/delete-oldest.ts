import type { PlacedMessage } from '../events/bus.ts'
import type { Db } from '../storage/database.ts'
import { deleteRows, placedColumns, placedRows, placedTables, type PlacedRow } from './placed-rows.ts'
import type { RetentionLimits } from './retention-limits.ts'

type Totals = { message_count: number; pinned_count: number; size_bytes: number }

/**
 * Deletes up to `step` of the oldest messages that are not pinned and are beyond a limit; call it again until it
 * deletes nothing. Pinned messages do not count, or else many of them would push every new mail out.
 */
export function deleteOldest(
  db: Db,
  { limits, step }: { limits: RetentionLimits; step: number },
): PlacedMessage[] {
  for (const find of [tooMany, tooLarge, tooOld, tooOldInAccount]) {
    const rows = find(db, limits, step)
    if (rows.length > 0) return deleteRows(db, rows)
  }
  return []
}

type SizedRow = PlacedRow & { size_bytes: number }
const oldestSized = `SELECT d.size_bytes, ${placedColumns} ${placedTables} WHERE d.pinned = 0 ORDER BY d.seq LIMIT ?`
const oldestFirst = `${placedRows} WHERE d.pinned = 0 ORDER BY d.seq LIMIT ?`

function tooMany(db: Db, { messages }: RetentionLimits, step: number): PlacedRow[] {
  if (messages === null) return []
  const { message_count, pinned_count } = storeTotals(db)
  const surplus = Math.max(0, message_count - pinned_count - messages)
  return db.all(oldestFirst, Math.min(surplus, step))
}

function tooLarge(db: Db, { bytes }: RetentionLimits, step: number): PlacedRow[] {
  if (bytes === null) return []
  // The bytes of pinned ones are only added up when all together are too many.
  let surplus = storeTotals(db).size_bytes - bytes
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
  return db.all(`${placedRows} WHERE d.received_at < ? AND d.pinned = 0 LIMIT ?`, olderThan, step)
}

/** An account's mail in the order it came: when the oldest is young enough, nothing else is looked at. */
function tooOldInAccount(db: Db, { accounts }: RetentionLimits, step: number): PlacedRow[] {
  for (const { key, olderThan } of accounts) {
    const oldest = db.get<{ received_at: number }>(
      'SELECT received_at FROM deliveries WHERE account_key = ? AND pinned = 0 ORDER BY seq LIMIT 1',
      key,
    )
    if (!oldest || oldest.received_at >= olderThan) continue
    return db.all(
      `${placedRows} WHERE d.seq IN
         (SELECT seq FROM deliveries WHERE account_key = ? AND pinned = 0 ORDER BY seq LIMIT ?)
         AND d.received_at < ?`,
      key,
      step,
      olderThan,
    )
  }
  return []
}

const storeTotals = (db: Db): Totals => db.get<Totals>('SELECT * FROM totals')!

const pinnedBytes = (db: Db): number =>
  db.get<{ bytes: number }>('SELECT coalesce(sum(size_bytes), 0) AS bytes FROM deliveries WHERE pinned = 1')!
    .bytes
