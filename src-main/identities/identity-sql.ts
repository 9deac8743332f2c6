import { v7 as uuidv7 } from 'uuid'
import type { Scope } from '#shared/api/scope.ts'
import type { Db, SqlValue } from '../storage/database.ts'

export type IdentityRow = {
  number: number
  id: string
  account_id: string
  client_id: string
  username: string
  name: string
  avatar_url: string | null
  is_active: number
  email_verified: number
  /** JSON. */
  claims: string
  created_at: number
  /** Of its mailbox. */
  local_part: string
  domain: string
}

type Filters = Scope & { clientId: string | null; mailboxAddress: string | null }
type Page = { limit: number; before: number | null }

export type IdentityFields = {
  username: string
  name: string
  avatarUrl: string | null
  isActive: boolean
  emailVerified: boolean
  claims: Record<string, string>
}
/** `most`: as many identities as a client may have. */
type NewIdentity = IdentityFields & {
  accountId: string
  clientId: string
  mailboxKey: number
  now: number
  most: number
}
type Change = { [K in keyof IdentityFields]?: IdentityFields[K] | undefined }

const from = 'identities AS i JOIN mailboxes AS m ON m.key = i.mailbox_key'
const columns = 'i.*, m.local_part, m.domain'

export const identityReads = {
  listIdentities(
    db: Db,
    { limit, before, ...filters }: Filters & Page,
  ): { items: IdentityRow[]; total: number } {
    const { sql, params } = filterSql(filters)
    return {
      items: db.all(
        `SELECT ${columns} FROM ${from} WHERE ${sql} AND i.number < ? ORDER BY i.number DESC LIMIT ?`,
        ...params,
        before ?? Number.MAX_SAFE_INTEGER,
        limit,
      ),
      total: db.get<{ n: number }>(`SELECT count(*) AS n FROM ${from} WHERE ${sql}`, ...params)!.n,
    }
  },
  findIdentity,
  /** Those that can sign in: active ones with a mailbox in use. In the order in which they were made. */
  offeredIdentities: (db: Db, clientId: string): IdentityRow[] =>
    db.all(
      `SELECT ${columns} FROM ${from}
       WHERE i.client_id = ? AND i.is_active AND m.status = 'active' ORDER BY i.number`,
      clientId,
    ),
}

export const identityWrites = {
  insertIdentity(db: Db, made: NewIdentity): IdentityRow | 'gone' | 'too many' {
    if (!db.get('SELECT 1 FROM identity_clients WHERE id = ?', made.clientId)) return 'gone'
    if (!db.get('SELECT 1 FROM mailboxes WHERE key = ?', made.mailboxKey)) return 'gone'
    const had = db.get<{ n: number }>(
      'SELECT count(*) AS n FROM identities WHERE client_id = ?',
      made.clientId,
    )!
    if (had.n >= made.most) return 'too many'
    const id = uuidv7()
    const written = { id, account_id: made.accountId, client_id: made.clientId, mailbox_key: made.mailboxKey }
    const values = { ...written, ...toColumns(made), created_at: made.now }
    db.run(
      `INSERT INTO identities (${Object.keys(values).join(', ')})
       VALUES (${Object.keys(values).fill('?').join(', ')})`,
      ...Object.values(values),
    )
    return findIdentity(db, id)!
  },
  changeIdentity(db: Db, { id, change }: { id: string; change: Change }): IdentityRow | undefined {
    const values = toColumns(change)
    const set = Object.keys(values).map(column => `${column} = ?`)
    if (set.length > 0)
      db.run(`UPDATE identities SET ${set.join(', ')} WHERE id = ?`, ...Object.values(values), id)
    return findIdentity(db, id)
  },
  /** Whether it was there. */
  deleteIdentity: (db: Db, id: string): boolean =>
    db.run('DELETE FROM identities WHERE id = ?', id).changes === 1,
}

function findIdentity(db: Db, id: string): IdentityRow | undefined {
  return db.get(`SELECT ${columns} FROM ${from} WHERE i.id = ?`, id)
}

/** Of what is given, by column. */
function toColumns(fields: Change): Record<string, SqlValue> {
  const { username, name, avatarUrl, isActive, emailVerified, claims } = fields
  const columns: Record<string, SqlValue | undefined> = {
    username,
    name,
    avatar_url: avatarUrl,
    is_active: isActive === undefined ? undefined : Number(isActive),
    email_verified: emailVerified === undefined ? undefined : Number(emailVerified),
    claims: claims && JSON.stringify(claims),
  }
  return Object.fromEntries(
    Object.entries(columns).filter((entry): entry is [string, SqlValue] => entry[1] !== undefined),
  )
}

function filterSql({ accountId, domains, clientId, mailboxAddress }: Filters) {
  const conditions: [string, SqlValue][] = [
    ['i.account_id = ?', accountId],
    ['m.domain IN (SELECT value FROM json_each(?))', domains && JSON.stringify(domains)],
    ['i.client_id = ?', clientId],
    ['m.address_key = ?', mailboxAddress && mailboxAddress.toLowerCase()],
  ]
  const used = conditions.filter(([, value]) => value !== null)
  return { sql: used.map(([sql]) => sql).join(' AND ') || '1', params: used.map(([, value]) => value) }
}
