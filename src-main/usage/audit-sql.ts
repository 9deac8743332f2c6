import type { Db } from '../storage/database.ts'
import { packJson, unpack, unpackJson } from '../storage/packed.ts'
import type { AuditEntry } from './audit-log.ts'
import { fits, type AuditFilter } from './audit-filter.ts'

/** Entries as they cross threads: one text, which costs much less than many values. */
export type AuditBatch = { count: number; newestAt: number; json: string }

/** What fits in one block, newest first, with its numbers; `total` counts those too that are not wanted. */
export type AuditPart = { first: number; total: number; found: { number: number; entry: AuditEntry }[] }

type Block = { first: number; count: number; newest_at: number; packed: Buffer }
type Asked = {
  /** The block that ends before this number. */
  endsBefore: number
  filter: AuditFilter
  /** Only calls before this number, and so many of them. */
  before: number
  wanted: number
}

/** What comes in small batches goes into one block until it holds so many. */
const fullBlock = 1_000

/** The usage repository's queries about single calls. */
export const auditReads = {
  countAudit: (db: Db): number =>
    db.get<{ n: number }>('SELECT coalesce(sum(count), 0) AS n FROM audit_blocks')!.n,
  /** One block; undefined when there is none before. */
  searchAudit(db: Db, { endsBefore, filter, before, wanted }: Asked): AuditPart | undefined {
    const block = db.get<Block>(
      'SELECT * FROM audit_blocks WHERE first < ? AND newest_at >= ? ORDER BY first DESC LIMIT 1',
      endsBefore,
      filter.since ?? 0,
    )
    if (!block) return undefined
    const { first } = block
    const all = (unpack(block.packed) as AuditEntry[])
      .map((entry, index) => ({ number: first + index, entry }))
      .filter(({ entry }) => fits(entry, filter))
    const found = all.filter(({ number }) => number < before).toReversed()
    return { first, total: all.length, found: found.slice(0, wanted) }
  },
}

/** Puts a batch into the last block, or behind it when that is full. */
export function insertAudit(db: Db, { count, newestAt, json }: AuditBatch): void {
  if (count === 0) return
  const last = db.get<Block>('SELECT * FROM audit_blocks ORDER BY first DESC LIMIT 1')
  if (last && last.count + count <= fullBlock) {
    db.run(
      'UPDATE audit_blocks SET count = ?, newest_at = ?, packed = ? WHERE first = ?',
      last.count + count,
      Math.max(last.newest_at, newestAt),
      packJson(`${unpackJson(last.packed).slice(0, -1)},${json.slice(1)}`),
      last.first,
    )
  } else {
    const first = last ? last.first + last.count : 1
    db.run('INSERT INTO audit_blocks VALUES (?, ?, ?, ?)', first, count, newestAt, packJson(json))
  }
}

/** Deletes blocks of which all is beyond the newest `rows` or was before `since`; answers how many. */
export function trimAudit(
  db: Db,
  { since, rows, limit }: { since: number; rows: number; limit: number },
): number {
  return db.run(
    `DELETE FROM audit_blocks WHERE first IN (SELECT first FROM audit_blocks WHERE newest_at < ?
       OR first + count <= (SELECT max(first + count) FROM audit_blocks) - ? LIMIT ?)`,
    since,
    rows,
    limit,
  ).changes
}
