import type { Mailbox } from '#shared/api/mailboxes.ts'
import { localAccountId } from '#shared/api/scope.ts'
import type { Db } from '../storage/database.ts'
import { newId } from '../storage/new-id.ts'
import { addressKey } from './address.ts'
import type { MailboxRow } from './repository.ts'
import { countArchived } from './settle-due.ts'

export type NewMailbox = {
  localPart: string
  domain: string
  accountId: string
  tag: string | null
  recoverable: boolean
  origin: Mailbox['origin']
  expiresAt: number | null
  now: number
}

type Asked = NewMailbox & {
  /** Of the account, and only for keys: null is no limit. */
  maxActive: number | null
  /** Refuses a domain that another account has verified. */
  ownDomainsOnly: boolean
}

export type CreateRefusal =
  | { refused: 'taken' | 'account unknown' | 'domain of another' | 'quota' }
  /** The address is that of an expired mailbox whose mail is not gone yet. */
  | { refused: 'not empty'; key: number }

/** Makes a mailbox; one that has expired at the same address goes. */
export function createMailbox(db: Db, asked: Asked): MailboxRow | CreateRefusal {
  const { accountId, domain, now } = asked
  if (!db.get('SELECT 1 FROM local_accounts WHERE id = ?', accountId)) return { refused: 'account unknown' }
  if (asked.ownDomainsOnly && ownerOfNew(db, { domain, accountId }) !== accountId)
    return { refused: 'domain of another' }
  const known = db.get<MailboxRow>('SELECT * FROM mailboxes WHERE address_key = ?', addressKey(asked))
  if (known && known.status !== 'expired') return { refused: 'taken' }
  if (isFull(asked.maxActive, () => countActive(db, accountId, now))) return { refused: 'quota' }
  if (known && known.message_count > 0) return { refused: 'not empty', key: known.key }
  if (known) db.run('DELETE FROM mailboxes WHERE key = ?', known.key)
  const { key } = insertMailbox(db, asked)
  return db.get<MailboxRow>('SELECT * FROM mailboxes WHERE key = ?', key)!
}

/** The address must be free. */
export function insertMailbox(db: Db, mailbox: NewMailbox): { key: number; id: string } {
  const id = newId(mailbox.now)
  const { lastId } = db.run(
    `INSERT INTO mailboxes (id, account_id, address_key, local_part, domain, tag, status, recoverable, origin,
       created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, 'active', ?, ?, ?, ?)`,
    id,
    mailbox.accountId,
    addressKey(mailbox),
    mailbox.localPart,
    mailbox.domain,
    mailbox.tag,
    mailbox.recoverable ? 1 : 0,
    mailbox.origin,
    mailbox.now,
    mailbox.expiresAt,
  )
  return { key: lastId, id }
}

/**
 * Whose a mailbox becomes: the account's that has verified the domain, before that of whoever sends to it (null is
 * nobody), else Local's.
 */
export function ownerOfNew(
  db: Db,
  { domain, accountId }: { domain: string; accountId: string | null },
): string {
  const verified = db.get<{ account_id: string }>(
    "SELECT account_id FROM domains WHERE name = ? AND status = 'verified'",
    domain,
  )
  return verified?.account_id ?? accountId ?? localAccountId
}

type Archive = { key: number; maxArchived: number | null; now: number }

/** Undefined when it is not active (any more). */
export function archiveMailbox(db: Db, { key, maxArchived, now }: Archive): MailboxRow | 'quota' | undefined {
  const row = db.get<MailboxRow>(`SELECT * FROM mailboxes WHERE key = ? AND ${isActive}`, key, now)
  if (!row) return undefined
  if (isFull(maxArchived, () => countArchived(db, row.account_id))) return 'quota'
  return db.get(
    "UPDATE mailboxes SET status = 'archived', archived_at = ?, expires_at = NULL WHERE key = ? RETURNING *",
    now,
    key,
  )
}

type Restore = { key: number; maxActive: number | null; expiresAt: number | null; now: number }

/** Undefined when it is not archived (any more). */
export function restoreMailbox(
  db: Db,
  { key, maxActive, expiresAt, now }: Restore,
): MailboxRow | 'quota' | undefined {
  const row = db.get<MailboxRow>("SELECT * FROM mailboxes WHERE key = ? AND status = 'archived'", key)
  if (!row) return undefined
  if (isFull(maxActive, () => countActive(db, row.account_id, now))) return 'quota'
  return db.get(
    "UPDATE mailboxes SET status = 'active', archived_at = NULL, expires_at = ? WHERE key = ? RETURNING *",
    expiresAt,
    key,
  )
}

export type MailboxChange = {
  tag?: string | null
  recoverable?: boolean
  remoteContent?: boolean
  /** Only an active mailbox has one. */
  expiresAt?: number | null
}

/** Undefined when it has expired or is gone, or is archived and was to get another expiry. */
export function changeMailbox(
  db: Db,
  { key, change, now }: { key: number; change: MailboxChange; now: number },
): MailboxRow | undefined {
  const row = db.get<MailboxRow>('SELECT * FROM mailboxes WHERE key = ?', key)
  if (!row) return undefined
  const { tag = row.tag, recoverable = row.recoverable === 1, expiresAt = row.expires_at } = change
  const { remoteContent = row.remote_content === 1 } = change
  const allowed = change.expiresAt === undefined ? `(status = 'archived' OR ${isActive})` : isActive
  return db.get(
    `UPDATE mailboxes SET tag = ?, recoverable = ?, remote_content = ?, expires_at = ? WHERE key = ? AND ${allowed} RETURNING *`,
    tag,
    recoverable ? 1 : 0,
    remoteContent ? 1 : 0,
    expiresAt,
    key,
    now,
  )
}

/** In use by now, whether or not the store has settled what ran out. */
const isActive = "status = 'active' AND (expires_at IS NULL OR expires_at > ?)"

/** Mailboxes that somebody made: captured ones are not counted, since nobody asked for them. */
export function countActive(db: Db, accountId: string, now: number): number {
  const row = db.get<{ n: number }>(
    `SELECT count(*) AS n FROM mailboxes WHERE account_id = ? AND origin <> 'captured' AND ${isActive}`,
    accountId,
    now,
  )
  return row?.n ?? 0
}

const isFull = (limit: number | null, count: () => number): boolean => limit !== null && count() >= limit
