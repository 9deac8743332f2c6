import { v7 as uuidv7 } from 'uuid'
import type { MailboxEventType, PlacedMailbox } from '../events/bus.ts'
import type { RemoteMailbox } from '../providers/provider.ts'
import type { Db } from '../storage/database.ts'

type Asked = {
  accountId: string
  items: RemoteMailbox[]
  /** Ids of all that there are, these among them. */
  listed: string[]
  /** Of which kinds all were listed: what is not among them is gone. */
  complete: { active: boolean; archived: boolean }
  now: number
}

export type Synced = {
  events: ({ type: MailboxEventType } & PlacedMailbox)[]
  /** Keys of mailboxes that the service has no more. */
  gone: number[]
}

type Row = {
  key: number
  id: string
  domain: string
  remote_id: string
  status: string
  tag: string | null
  recoverable: number
  expires_at: number | null
}

/** Makes mailboxes here what they are at the service. Those that are gone are told, and left as they are. */
export function syncMailboxes(db: Db, { accountId, items, listed, complete, now }: Asked): Synced {
  const events: Synced['events'] = []
  // Removed meanwhile.
  if (!db.get('SELECT 1 FROM remotes WHERE id = ?', accountId)) return { events, gone: [] }
  for (const item of items) {
    const known = findByRemote(db, accountId, item)
    const changed = known ? update(db, known, item, now) : insert(db, accountId, item, now)
    if (changed) events.push({ ...changed, accountId })
    noteCount(db, accountId, item)
  }
  const gone = db.all<{ key: number }>(
    `SELECT key FROM mailboxes WHERE account_id = ? AND remote_id NOT IN (SELECT value FROM json_each(?))
       AND ((status = 'archived' AND ?) OR (status <> 'archived' AND ?))`,
    accountId,
    JSON.stringify(listed),
    complete.archived ? 1 : 0,
    complete.active ? 1 : 0,
  )
  return { events, gone: gone.map(({ key }) => key) }
}

/** By its id, or as one that was at the same address before: a mailbox that is reactivated has another id. */
function findByRemote(db: Db, accountId: string, { id, address }: RemoteMailbox): Row | undefined {
  return (
    db.get<Row>('SELECT * FROM mailboxes WHERE account_id = ? AND remote_id = ?', accountId, id) ??
    db.get<Row>('SELECT * FROM mailboxes WHERE address_key = ?', remoteAddressKey(accountId, cut(address)))
  )
}

/** The address after what no address begins with: neither SMTP nor a call of the API can name it. */
export const remoteAddressKey = (accountId: string, address: string): string =>
  `${accountId}\n${address.toLowerCase()}`

/** Longer ones are no addresses (RFC 5321, 4.5.3.1.3), and nothing that a list could show. */
const maxAddressChars = 320
const maxTagChars = 100
const cut = (address: string): string => address.slice(0, maxAddressChars)

const statusOf = ({ archived, expiresAt }: RemoteMailbox, now: number) =>
  archived ? 'archived' : expiresAt !== null && expiresAt <= now ? 'expired' : 'active'

function insert(db: Db, accountId: string, item: RemoteMailbox, now: number) {
  const address = cut(item.address)
  const at = address.lastIndexOf('@')
  const [localPart, domain] =
    at < 0 ? [address, ''] : [address.slice(0, at), address.slice(at + 1).toLowerCase()]
  const mailboxId = uuidv7()
  db.run(
    `INSERT INTO mailboxes (id, account_id, address_key, local_part, domain, tag, status, recoverable, origin,
       created_at, expires_at, archived_at, remote_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'api', ?, ?, ?, ?)`,
    mailboxId,
    accountId,
    remoteAddressKey(accountId, address),
    localPart,
    domain,
    item.tag?.slice(0, maxTagChars) ?? null,
    statusOf(item, now),
    item.recoverable ? 1 : 0,
    item.createdAt ?? now,
    item.archived ? null : item.expiresAt,
    item.archived ? now : null,
    item.id,
  )
  return { type: 'mailbox.created' as const, mailboxId, domain }
}

function update(db: Db, row: Row, item: RemoteMailbox, now: number) {
  const status = statusOf(item, now)
  const next = {
    status,
    // What a service does not tell of is as the owner left it.
    tag: item.tag?.slice(0, maxTagChars) ?? row.tag,
    recoverable: item.recoverable === null ? row.recoverable : item.recoverable ? 1 : 0,
    expires_at: item.archived ? null : item.expiresAt,
    remote_id: item.id,
  }
  if (Object.entries(next).every(([field, value]) => row[field as keyof Row] === value)) return undefined
  db.run(
    `UPDATE mailboxes SET status = ?, tag = ?, recoverable = ?, expires_at = ?, remote_id = ?,
       archived_at = iif(? = 'archived', coalesce(archived_at, ?), NULL) WHERE key = ?`,
    next.status,
    next.tag,
    next.recoverable,
    next.expires_at,
    next.remote_id,
    status,
    now,
    row.key,
  )
  // What counts said of it before says nothing any more: it may have as many messages, and others.
  if (next.remote_id !== row.remote_id || status !== row.status)
    db.run('DELETE FROM remote_mailboxes WHERE mailbox_key = ?', row.key)
  return { type: eventOf(row.status, status), mailboxId: row.id, domain: row.domain }
}

function eventOf(before: string, after: string): MailboxEventType {
  if (before === after) return 'mailbox.updated'
  if (after === 'archived') return 'mailbox.archived'
  return after === 'expired' ? 'mailbox.expired' : 'mailbox.restored'
}

function noteCount(db: Db, accountId: string, { id, messageCount }: RemoteMailbox): void {
  db.run(
    `INSERT INTO remote_mailboxes (mailbox_key, told_count)
       SELECT key, ? FROM mailboxes WHERE account_id = ? AND remote_id = ?
     ON CONFLICT (mailbox_key) DO UPDATE SET told_count = excluded.told_count`,
    messageCount,
    accountId,
    id,
  )
}
