import type { Db } from '../storage/database.ts'

export type Totals = { message_count: number; unread_count: number; pinned_count: number; size_bytes: number }

const columns = ['message_count', 'unread_count', 'pinned_count', 'size_bytes'] as const

export const totalColumns = columns.join(', ')

/** What the store has, without what is cached of remote accounts: those are few, and their counts are kept too. */
export function localTotals(db: Db): Totals {
  return db.get<Totals>(localTotalsSql)!
}

const localTotalsSql = `SELECT ${columns.map(name => `totals.${name} - coalesce(sum(remote.${name}), 0) AS ${name}`).join(', ')}
  FROM totals LEFT JOIN accounts AS remote ON remote.remote = 1`
