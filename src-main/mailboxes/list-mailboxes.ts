import type { Mailbox } from '#shared/api/mailboxes.ts'
import type { Scope } from '#shared/api/scope.ts'
import type { Db, SqlValue } from '../storage/database.ts'
import type { MailboxRow } from './repository.ts'

type Filters = {
  scope: Scope
  status?: Mailbox['status'] | undefined
  domain?: string | undefined
  tag?: string | undefined
  q?: string | undefined
}

type Condition = { sql: string; params: SqlValue[] }

/** Newest first. Those that have expired are left out unless asked for. */
export function listMailboxes(
  db: Db,
  { limit, before, ...filters }: Filters & { limit: number; before: number | null },
): { items: MailboxRow[]; total: number } {
  const { sql, params } = join([...within(filters), ...search(filters)])
  return {
    items: db.all(
      `SELECT * FROM mailboxes WHERE ${sql} AND key < ? ORDER BY key DESC LIMIT ?`,
      ...params,
      before ?? Number.MAX_SAFE_INTEGER,
      limit,
    ),
    total: search(filters).length === 0 ? keptTotal(db, filters) : count(db, sql, params),
  }
}

/** A literal status (the contract lets in no other words): SQLite sees that an index with a part of the mailboxes will do. */
function within({ scope: { accountId }, status }: Filters): Condition[] {
  return [
    { sql: status === undefined ? "status <> 'expired'" : `status = '${status}'`, params: [] },
    accountId === null
      ? { sql: 'remote_id IS NULL', params: [] }
      : { sql: 'account_id = ?', params: [accountId] },
  ]
}

function search({ scope, domain, tag, q }: Filters): Condition[] {
  const conditions: [string, SqlValue | undefined][] = [
    ['domain IN (SELECT value FROM json_each(?))', scope.domains ? JSON.stringify(scope.domains) : undefined],
    ['domain = ?', domain?.toLowerCase()],
    ['tag = ?', tag],
    // Without what stands before the addresses of a remote.
    ['instr(substr(address_key, 1 + instr(address_key, char(10))), ?) > 0', q?.toLowerCase()],
  ]
  return conditions.flatMap(([sql, value]) => (value === undefined ? [] : [{ sql, params: [value] }]))
}

/** Accounts keep their counts; only a search has to count. */
function keptTotal(db: Db, { scope: { accountId }, status }: Filters): number {
  const column = status === undefined ? 'active_mailboxes + archived_mailboxes' : `${status}_mailboxes`
  const row = db.get<{ n: number }>(
    `SELECT coalesce(sum(${column}), 0) AS n FROM accounts WHERE ${accountId === null ? 'remote = 0' : 'id = ?'}`,
    ...(accountId === null ? [] : [accountId]),
  )
  return row?.n ?? 0
}

const count = (db: Db, sql: string, params: SqlValue[]): number =>
  db.get<{ n: number }>(`SELECT count(*) AS n FROM mailboxes WHERE ${sql}`, ...params)?.n ?? 0

function join(conditions: Condition[]): Condition {
  return {
    sql: conditions.map(({ sql }) => sql).join(' AND '),
    params: conditions.flatMap(({ params }) => params),
  }
}
