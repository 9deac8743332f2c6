import { maxLandmarkMatches, maxLandmarkRows } from '#shared/api/limits.ts'
import type { Db } from '../storage/database.ts'
import { isKeyed, seqsSql, type MessageFilter } from './list-sql.ts'

/**
 * The seqs of every `every`th message of a list from `before` on, newest first, and how many messages were counted. Read
 * by an index alone where the list is not a search, and never by offset.
 */
export function findLandmarks(
  db: Db,
  { filter, before, every }: { filter: MessageFilter; before: number | null; every: number },
): { count: number; seqs: number[] } {
  const { sql, params } = seqsSql({
    filter,
    before,
    limit: isKeyed(filter) ? maxLandmarkRows : maxLandmarkMatches,
  })
  const rows = db.all<{ seq: number }>(sql, ...params)
  const seqs = rows.flatMap(({ seq }, index) => ((index + 1) % every === 0 ? [seq] : []))
  return { count: rows.length, seqs }
}
