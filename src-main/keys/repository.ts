import { v7 as uuidv7 } from 'uuid'
import type { Db } from '../storage/database.ts'
import type { Repository } from '../storage/queries.ts'
import type { KeyRecord } from './key-record.ts'

type Secret = Pick<KeyRecord, 'hash' | 'prefix' | 'lastEight'>
type NewKey = Secret &
  Pick<KeyRecord, 'accountId' | 'name' | 'service' | 'mailboxDomains' | 'allowedOrigins' | 'expiresAt'> & {
    now: number
  }
type Change = { [K in 'name' | 'expiresAt' | 'mailboxDomains' | 'allowedOrigins']?: KeyRecord[K] | undefined }

const columns = `number, id, account_id AS accountId, name, service, prefix, last_eight AS lastEight, hash,
  mailbox_domains AS mailboxDomains, allowed_origins AS allowedOrigins, created_at AS createdAt,
  expires_at AS expiresAt, revoked_at AS revokedAt, last_used_at AS lastUsedAt`

/** As in KeyRecord, but lists are JSON. */
type Row = Omit<KeyRecord, 'mailboxDomains' | 'allowedOrigins'> & {
  mailboxDomains: string
  allowedOrigins: string
}

export const keyQueries = {
  reads: {
    allKeys: (db: Db): KeyRecord[] =>
      db.all<Row>(`SELECT ${columns} FROM keys ORDER BY number`).map(row => toRecord(row)!),
  },
  writes: {
    /** Undefined when there is no such account. */
    insertKey(db: Db, key: NewKey): KeyRecord | undefined {
      return toRecord(
        db.get(
          `INSERT INTO keys (id, account_id, name, service, prefix, last_eight, hash, mailbox_domains,
             allowed_origins, created_at, expires_at)
           SELECT ?, id, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM local_accounts WHERE id = ? RETURNING ${columns}`,
          uuidv7(),
          key.name,
          key.service,
          key.prefix,
          key.lastEight,
          key.hash,
          JSON.stringify(key.mailboxDomains),
          JSON.stringify(key.allowedOrigins),
          key.now,
          key.expiresAt,
          key.accountId,
        ),
      )
    },
    /** What is undefined stays. Undefined when there is no such key. */
    changeKey(db: Db, { id, change }: { id: string; change: Change }): KeyRecord | undefined {
      const { name, expiresAt, mailboxDomains, allowedOrigins } = change
      return toRecord(
        db.get(
          `UPDATE keys SET name = coalesce(?, name), expires_at = iif(?, ?, expires_at),
             mailbox_domains = coalesce(?, mailbox_domains), allowed_origins = coalesce(?, allowed_origins)
           WHERE id = ? RETURNING ${columns}`,
          name ?? null,
          expiresAt === undefined ? 0 : 1,
          expiresAt ?? null,
          mailboxDomains ? JSON.stringify(mailboxDomains) : null,
          allowedOrigins ? JSON.stringify(allowedOrigins) : null,
          id,
        ),
      )
    },
    /** Undefined when there is no such key, or it was revoked. */
    replaceSecret(db: Db, { id, hash, prefix, lastEight }: Secret & { id: string }): KeyRecord | undefined {
      return toRecord(
        db.get(
          `UPDATE keys SET hash = ?, prefix = ?, last_eight = ? WHERE id = ? AND revoked_at IS NULL RETURNING ${columns}`,
          hash,
          prefix,
          lastEight,
          id,
        ),
      )
    },
    /** Undefined when there is no such key. */
    revokeKey: (db: Db, { id, now }: { id: string; now: number }): KeyRecord | undefined =>
      toRecord(
        db.get(
          `UPDATE keys SET revoked_at = coalesce(revoked_at, ?) WHERE id = ? RETURNING ${columns}`,
          now,
          id,
        ),
      ),
    deleteKey: (db: Db, id: string): boolean => db.run('DELETE FROM keys WHERE id = ?', id).changes === 1,
    saveLastUsed(db: Db, used: { id: string; at: number }[]): void {
      for (const { id, at } of used) db.run('UPDATE keys SET last_used_at = ? WHERE id = ?', at, id)
    },
  },
}

export type KeyRepository = Repository<typeof keyQueries>

function toRecord(row: Row | undefined): KeyRecord | undefined {
  if (!row) return undefined
  return {
    ...row,
    mailboxDomains: JSON.parse(row.mailboxDomains) as string[],
    allowedOrigins: JSON.parse(row.allowedOrigins) as string[],
  }
}
