import { v7 as uuidv7 } from 'uuid'
import type { ProviderType } from '#shared/api/identities.ts'
import type { Db } from '../storage/database.ts'

export type ClientRow = {
  number: number
  id: string
  account_id: string
  name: string
  provider_type: ProviderType
  provider_label: string
  /** JSON. */
  redirect_uris: string
  secret_hash: string
  created_at: number
}

type Page = { accountId: string | null; limit: number; before: number | null }
/** `most`: as many apps as the account may have. */
type NewClient = {
  accountId: string
  name: string
  providerType: ProviderType
  providerLabel: string
  redirectUris: string[]
  secretHash: string
  now: number
  most: number
}

export const clientReads = {
  listClients(db: Db, { accountId, limit, before }: Page): { items: ClientRow[]; total: number } {
    const [own, params] = accountId === null ? ['1', []] : ['account_id = ?', [accountId]]
    return {
      items: db.all(
        `SELECT * FROM identity_clients WHERE ${own} AND number < ? ORDER BY number DESC LIMIT ?`,
        ...params,
        before ?? Number.MAX_SAFE_INTEGER,
        limit,
      ),
      total: db.get<{ n: number }>(`SELECT count(*) AS n FROM identity_clients WHERE ${own}`, ...params)!.n,
    }
  },
  findClient: (db: Db, id: string): ClientRow | undefined =>
    db.get('SELECT * FROM identity_clients WHERE id = ?', id),
  /** Where the mailboxes of its identities are. */
  domainsOfClient: (db: Db, id: string): { domain: string }[] =>
    db.all(
      `SELECT DISTINCT m.domain FROM identities AS i JOIN mailboxes AS m ON m.key = i.mailbox_key
       WHERE i.client_id = ?`,
      id,
    ),
}

export const clientWrites = {
  insertClient(db: Db, client: NewClient): ClientRow | 'no such account' | 'too many' {
    const { accountId } = client
    if (!db.get('SELECT 1 FROM local_accounts WHERE id = ?', accountId)) return 'no such account'
    const had = db.get<{ n: number }>(
      'SELECT count(*) AS n FROM identity_clients WHERE account_id = ?',
      accountId,
    )!
    if (had.n >= client.most) return 'too many'
    return db.get<ClientRow>(
      `INSERT INTO identity_clients
         (id, account_id, name, provider_type, provider_label, redirect_uris, secret_hash, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING *`,
      uuidv7(),
      accountId,
      client.name,
      client.providerType,
      client.providerLabel,
      JSON.stringify(client.redirectUris),
      client.secretHash,
      client.now,
    )!
  },
  replaceClientSecret: (db: Db, { id, secretHash }: { id: string; secretHash: string }) =>
    db.get<ClientRow>('UPDATE identity_clients SET secret_hash = ? WHERE id = ? RETURNING *', secretHash, id),
  /** Whether it was there. */
  deleteClient: (db: Db, id: string): boolean =>
    db.run('DELETE FROM identity_clients WHERE id = ?', id).changes === 1,
}
