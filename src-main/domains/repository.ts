import { v7 as uuidv7 } from 'uuid'
import type { Domain } from '#shared/api/domains.ts'
import type { Scope } from '#shared/api/scope.ts'
import type { Db, SqlValue } from '../storage/database.ts'
import type { Repository } from '../storage/queries.ts'

type Filters = Scope & { status: Domain['status'] | null }
type Page = { limit: number; before: number | null }
/** `most`: as many domains as the account may have. */
type NewDomain = { accountId: string; name: string; txtValue: string; now: number; most: number }

export const domainQueries = {
  reads: {
    listDomains(
      db: Db,
      { limit, before, ...filters }: Filters & Page,
    ): { items: DomainRow[]; total: number } {
      const { sql, params } = filterSql(filters)
      return {
        items: db.all(
          `SELECT * FROM domains WHERE ${sql} AND number < ? ORDER BY number DESC LIMIT ?`,
          ...params,
          before ?? Number.MAX_SAFE_INTEGER,
          limit,
        ),
        total: db.get<{ n: number }>(`SELECT count(*) AS n FROM domains WHERE ${sql}`, ...params)?.n ?? 0,
      }
    },
    findDomain: (db: Db, id: string): DomainRow | undefined =>
      db.get('SELECT * FROM domains WHERE id = ?', id),
  },
  writes: {
    insertDomain(
      db: Db,
      { accountId, name, txtValue, now, most }: NewDomain,
    ): DomainRow | 'no such account' | 'taken' | 'too many' {
      if (!db.get('SELECT 1 FROM local_accounts WHERE id = ?', accountId)) return 'no such account'
      const had = db.get<{ n: number }>('SELECT count(*) AS n FROM domains WHERE account_id = ?', accountId)!
      if (had.n >= most) return 'too many'
      const row = db.get<DomainRow>(
        `INSERT INTO domains (id, account_id, name, status, txt_value, created_at)
         VALUES (?, ?, ?, 'pending', ?, ?) ON CONFLICT (account_id, name) DO NOTHING RETURNING *`,
        uuidv7(),
        accountId,
        name,
        txtValue,
        now,
      )
      return row ?? 'taken'
    },
    /** A domain belongs to the first account that verifies it; verifying twice changes nothing. */
    verifyDomain(db: Db, { id, now }: { id: string; now: number }): DomainRow | 'gone' | 'taken' {
      const others = `SELECT 1 FROM domains AS other JOIN domains AS this USING (name)
        WHERE this.id = ? AND other.id <> this.id AND other.status = 'verified'`
      if (db.get(others, id)) return 'taken'
      const row = db.get<DomainRow>(
        `UPDATE domains SET status = 'verified', verified_at = coalesce(verified_at, ?) WHERE id = ? RETURNING *`,
        now,
        id,
      )
      return row ?? 'gone'
    },
    /** Whether it was there. */
    deleteDomain: (db: Db, id: string): boolean =>
      db.run('DELETE FROM domains WHERE id = ?', id).changes === 1,
  },
}

export type DomainRepository = Repository<typeof domainQueries>

export type DomainRow = {
  number: number
  id: string
  account_id: string
  name: string
  status: Domain['status']
  txt_value: string
  created_at: number
}

function filterSql({ accountId, domains, status }: Filters): { sql: string; params: SqlValue[] } {
  const conditions: [string, SqlValue][] = [
    ['account_id = ?', accountId],
    ['name IN (SELECT value FROM json_each(?))', domains && JSON.stringify(domains)],
    ['status = ?', status],
  ]
  const used = conditions.filter(([, value]) => value !== null)
  return { sql: used.map(([sql]) => sql).join(' AND ') || '1', params: used.map(([, value]) => value) }
}
