import type { Db } from '../storage/database.ts'
import { matchesSql, rowColumns, rowTables, type MessageFilter } from './list-sql.ts'
import type { MessageRow } from './repository.ts'

/**
 * The first page of a search and how many match, counted up to `most`. Both from one look into the full text: before its first
 * row, a start of words (`we*`) has to be put together from all words that fit, and to do that twice is twice as slow.
 */
export function searchFirst(
  db: Db,
  { filter, limit, most }: { filter: MessageFilter; limit: number; most: number },
): { rows: MessageRow[]; count: number } {
  const { sql, params } = matchesSql(filter, Math.max(limit, most))
  // The index gives the newest mail first, and each mail's messages in any order.
  const seqs = db.all<{ seq: number }>(sql, ...params).map(({ seq }) => seq)
  const newest = seqs.toSorted((a, b) => b - a).slice(0, limit)
  const rows = db.all<MessageRow>(
    `SELECT ${rowColumns} FROM ${rowTables} WHERE d.seq IN (SELECT value FROM json_each(?)) ORDER BY d.seq DESC`,
    JSON.stringify(newest),
  )
  return { rows, count: Math.min(seqs.length, most) }
}
