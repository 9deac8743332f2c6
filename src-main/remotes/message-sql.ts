import type { Db } from '../storage/database.ts'

export type OriginRow = {
  accountId: string
  mailboxKey: number
  mailboxId: string
  messageId: string
  /** By which the service knows the message, and its mailbox. */
  remoteId: string
  mailboxRemoteId: string
  address: string
  source: 'raw' | 'composed'
  /** JSON. */
  missing: string
  gone: number
}

const origins = `SELECT m.account_id AS accountId, m.key AS mailboxKey, m.id AS mailboxId, d.id AS messageId,
    r.remote_id AS remoteId, m.remote_id AS mailboxRemoteId,
    m.local_part || iif(m.domain = '', '', '@' || m.domain) AS address, r.source, r.missing, r.gone
  FROM deliveries d JOIN remote_messages r ON r.seq = d.seq JOIN mailboxes m ON m.key = d.mailbox_key`

export const messageReads = {
  /** Which of these the store has had before. */
  knownMessages: (db: Db, { accountKey, ids }: { accountKey: number; ids: string[] }): string[] =>
    db
      .all<{ id: string }>(
        `SELECT remote_id AS id FROM remote_messages
         WHERE account_key = ? AND remote_id IN (SELECT value FROM json_each(?))`,
        accountKey,
        JSON.stringify(ids),
      )
      .map(({ id }) => id),
  /** Where messages came from, by their ids here; those of this computer are left out. */
  originsOf: (db: Db, ids: string[]): OriginRow[] =>
    db.all(`${origins} WHERE d.id IN (SELECT value FROM json_each(?))`, JSON.stringify(ids)),
  /** The same, by their ids at the service. */
  findByRemoteIds: (db: Db, { accountKey, ids }: { accountKey: number; ids: string[] }): OriginRow[] =>
    db.all(
      `${origins} WHERE r.account_key = ? AND r.remote_id IN (SELECT value FROM json_each(?))`,
      accountKey,
      JSON.stringify(ids),
    ),
}
