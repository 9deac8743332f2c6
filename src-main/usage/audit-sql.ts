import type { Db, SqlValue } from '../storage/database.ts'
import type { AuditEntry } from './audit-log.ts'

export type AuditRow = {
  number: number
  at: number
  account_id: string
  key_id: string
  method: string
  route: string
  status: number
  ms: number
  remote_address: string
}

export type AuditFilter = {
  key?: string | undefined
  account?: string | undefined
  method?: string | undefined
  route?: string | undefined
  /** From and to, both included. */
  statuses?: [number, number] | undefined
  /** Unix milliseconds. */
  since?: number | undefined
  until?: number | undefined
}

/** Rows from one number to another, both included. */
export type AuditRange = { from: number; to: number }

/** The usage repository's queries about single calls. */
export const auditReads = {
  /** The numbers of all rows; undefined when there are none. They have no gaps: rows go from the oldest on. */
  auditRange(db: Db): AuditRange | undefined {
    const range = db.get<AuditRange>('SELECT min(number) AS "from", max(number) AS "to" FROM audit')
    return range?.from ? range : undefined
  },
  /** Newest first. */
  listAudit(db: Db, args: AuditRange & { filter: AuditFilter; limit: number }): AuditRow[] {
    const { sql, params } = conditions(args)
    return db.all(`SELECT * FROM audit WHERE ${sql} ORDER BY number DESC LIMIT ?`, ...params, args.limit)
  },
  countAudit(db: Db, args: AuditRange & { filter: AuditFilter }): number {
    const { sql, params } = conditions(args)
    return db.get<{ n: number }>(`SELECT count(*) AS n FROM audit WHERE ${sql}`, ...params)!.n
  },
}

export function insertAudit(db: Db, entry: AuditEntry): void {
  db.run(
    `INSERT INTO audit (at, account_id, key_id, method, route, status, ms, remote_address)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    entry.at,
    entry.accountId,
    entry.keyId,
    entry.method,
    entry.route,
    entry.status,
    entry.ms,
    entry.remoteAddress,
  )
}

/** Deletes from the oldest on what is beyond the newest `rows` or was before `since`; answers how many rows. */
export function trimAudit(
  db: Db,
  { since, rows, limit }: { since: number; rows: number; limit: number },
): number {
  const newest = auditReads.auditRange(db)?.to ?? 0
  const oldest = db.all<{ number: number; at: number }>(
    'SELECT number, at FROM audit ORDER BY number LIMIT ?',
    limit,
  )
  const kept = oldest.findIndex(({ number, at }) => number > newest - rows && at >= since)
  const last = (kept === -1 ? oldest : oldest.slice(0, kept)).at(-1)
  return last ? db.run('DELETE FROM audit WHERE number <= ?', last.number).changes : 0
}

function conditions({ filter, from, to }: AuditRange & { filter: AuditFilter }) {
  const { key, account, method, route, statuses, since, until } = filter
  const all: [string, SqlValue | undefined][] = [
    ['number >= ?', from],
    ['number <= ?', to],
    ['key_id = ?', key],
    ['account_id = ?', account],
    ['method = ?', method],
    ['route = ?', route],
    ['status >= ?', statuses?.[0]],
    ['status <= ?', statuses?.[1]],
    ['at >= ?', since],
    ['at < ?', until],
  ]
  const used = all.filter((entry): entry is [string, SqlValue] => entry[1] !== undefined)
  return { sql: used.map(([sql]) => sql).join(' AND '), params: used.map(([, value]) => value) }
}
