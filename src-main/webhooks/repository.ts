import { v7 as uuidv7 } from 'uuid'
import type { Scope } from '#shared/api/scope.ts'
import type { Db, SqlValue } from '../storage/database.ts'
import type { Repository } from '../storage/queries.ts'

export type WebhookRow = {
  number: number
  id: string
  account_id: string
  url: string
  events: string
  mailbox_id: string | null
  domains: string | null
  secret: string
  enabled: number
  key_id: string | null
  after_seq: number
  created_at: number
}

type NewWebhook = {
  accountId: string
  url: string
  events: string[]
  mailboxId: string | null
  domains: readonly string[] | null
  secret: string
  keyId: string | null
  now: number
  /** So many an account may have. */
  most: number
}

export type WebhookChange = {
  url?: string | undefined
  /** Of the key that chose the url; null for the owner. */
  keyId?: string | null | undefined
  events?: string[] | undefined
  mailboxId?: string | null | undefined
  enabled?: boolean | undefined
  secret?: string | undefined
  /** Only messages from now on are announced. */
  fromNow: boolean
}

/** What the newest message has; 0 in a store that never had one. */
const lastSeq = "coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'deliveries'), 0)"

export const webhookQueries = {
  reads: {
    allWebhooks: (db: Db): WebhookRow[] => db.all('SELECT * FROM webhooks ORDER BY number'),
    findWebhook: (db: Db, id: string): WebhookRow | undefined =>
      db.get('SELECT * FROM webhooks WHERE id = ?', id),
    listWebhooks(
      db: Db,
      { limit, before, ...scope }: Scope & { limit: number; before: number | null },
    ): { items: WebhookRow[]; total: number } {
      const within = scopeSql(scope)
      return {
        items: db.all(
          `SELECT * FROM webhooks WHERE ${within.sql} AND number < ? ORDER BY number DESC LIMIT ?`,
          ...within.params,
          before ?? Number.MAX_SAFE_INTEGER,
          limit,
        ),
        total: db.get<{ n: number }>(
          `SELECT count(*) AS n FROM webhooks WHERE ${within.sql}`,
          ...within.params,
        )!.n,
      }
    },
  },
  writes: {
    insertWebhook(db: Db, webhook: NewWebhook): WebhookRow | 'no such account' | 'too many' {
      const { accountId } = webhook
      if (!db.get('SELECT 1 FROM local_accounts WHERE id = ?', accountId)) return 'no such account'
      const had = db.get<{ n: number }>('SELECT count(*) AS n FROM webhooks WHERE account_id = ?', accountId)!
      if (had.n >= webhook.most) return 'too many'
      return db.get<WebhookRow>(
        `INSERT INTO webhooks (id, account_id, url, events, mailbox_id, domains, secret, key_id, after_seq, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ${lastSeq}, ?) RETURNING *`,
        uuidv7(),
        accountId,
        webhook.url,
        JSON.stringify(webhook.events),
        webhook.mailboxId,
        webhook.domains && JSON.stringify(webhook.domains),
        webhook.secret,
        webhook.keyId,
        webhook.now,
      )!
    },
    /** Undefined when there is no such webhook. What one that is switched off still had to be told stays to be given up. */
    changeWebhook(db: Db, { id, change }: { id: string; change: WebhookChange }): WebhookRow | undefined {
      return db.get(
        `UPDATE webhooks SET
           url = coalesce(?, url),
           key_id = CASE WHEN ? THEN ? ELSE key_id END,
           events = coalesce(?, events),
           mailbox_id = CASE WHEN ? THEN ? ELSE mailbox_id END,
           enabled = coalesce(?, enabled),
           secret = coalesce(?, secret),
           after_seq = CASE WHEN ? THEN ${lastSeq} ELSE after_seq END
         WHERE id = ? RETURNING *`,
        change.url ?? null,
        toBit(change.keyId !== undefined),
        change.keyId ?? null,
        change.events ? JSON.stringify(change.events) : null,
        toBit(change.mailboxId !== undefined),
        change.mailboxId ?? null,
        toBit(change.enabled),
        change.secret ?? null,
        toBit(change.fromNow),
        id,
      )
    },
    switchOffWebhook: switchOff,
    /** False when there was none. Its deliveries go along: first delete what are many. */
    deleteWebhook: (db: Db, id: string): boolean =>
      db.run('DELETE FROM webhooks WHERE id = ?', id).changes === 1,
  },
}

export type WebhookRepository = Repository<typeof webhookQueries>

export function switchOff(db: Db, id: string): void {
  db.run('UPDATE webhooks SET enabled = 0 WHERE id = ?', id)
}

/** A key with some domains sees the webhooks that hear of these only: any other tells more than the key may know. */
function scopeSql({ accountId, domains }: Scope): { sql: string; params: SqlValue[] } {
  const account = '(? IS NULL OR account_id = ?)'
  if (domains === null) return { sql: account, params: [accountId, accountId] }
  return {
    sql: `${account} AND domains IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM json_each(domains) d WHERE d.value NOT IN (SELECT value FROM json_each(?)))`,
    params: [accountId, accountId, JSON.stringify(domains)],
  }
}

function toBit(value: boolean | undefined): number | null {
  return value === undefined ? null : Number(value)
}
