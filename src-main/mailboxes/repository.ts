import { v7 as uuidv7 } from 'uuid'
import type { Mailbox } from '#shared/api/mailboxes.ts'
import type { Db, SqlValue } from '../storage/database.ts'
import type { Repository } from '../storage/queries.ts'
import { addressKey, splitAddress } from './address.ts'

type Filters = {
  status?: string | undefined
  domain?: string | undefined
  tag?: string | undefined
  q?: string | undefined
}
type NewMailbox = {
  localPart: string
  domain: string
  accountId: string
  tag: string | null
  origin: Mailbox['origin']
  now: number
}

export const mailboxQueries = {
  reads: {
    listMailboxes(
      db: Db,
      args: Filters & { limit: number; before: number | null },
    ): { items: MailboxRow[]; total: number } {
      const filter = filterSql(args)
      const before = args.before === null ? '' : 'AND key < ?'
      const params = args.before === null ? filter.params : [...filter.params, args.before]
      return {
        items: db.all(
          `SELECT * FROM mailboxes WHERE ${filter.sql} ${before} ORDER BY key DESC LIMIT ?`,
          ...params,
          args.limit,
        ),
        total:
          db.get<{ n: number }>(`SELECT count(*) AS n FROM mailboxes WHERE ${filter.sql}`, ...filter.params)
            ?.n ?? 0,
      }
    },
    /** An address without a domain (postmaster) is looked for as one when no id fits. */
    findMailbox: (db: Db, idOrAddress: string): MailboxRow | undefined =>
      idOrAddress.includes('@')
        ? db.get('SELECT * FROM mailboxes WHERE address_key = ?', idOrAddress.toLowerCase())
        : db.get(
            'SELECT * FROM mailboxes WHERE id = ? OR address_key = ?',
            idOrAddress,
            `${idOrAddress.toLowerCase()}@`,
          ),
  },
  writes: {
    /** Undefined when the address is taken. */
    insertMailbox(db: Db, mailbox: NewMailbox): MailboxRow | undefined {
      return db.get(
        `INSERT INTO mailboxes (id, account_id, address_key, local_part, domain, tag, status, origin, created_at)
         VALUES (?, ?, ?, ?, ?, ?, 'active', ?, ?) ON CONFLICT (address_key) DO NOTHING RETURNING *`,
        uuidv7(),
        mailbox.accountId,
        addressKey(mailbox),
        mailbox.localPart,
        mailbox.domain,
        mailbox.tag,
        mailbox.origin,
        mailbox.now,
      )
    },
    /** The mailbox of an address, made when mail is the first to name it. */
    captureMailbox(
      db: Db,
      { address, accountId, now }: { address: string; accountId: string | null; now: number },
    ): Captured {
      const parts = splitAddress(address) ?? { localPart: address, domain: '' }
      const find = () =>
        db.get<Omit<Captured, 'created'>>(`${capturedRow} WHERE m.address_key = ?`, addressKey(parts))
      const known = find()
      if (known) return { ...known, created: false }
      mailboxQueries.writes.insertMailbox(db, {
        ...parts,
        accountId: accountId ?? ownerOfDomain(db, parts.domain),
        tag: null,
        origin: 'captured',
        now,
      })
      return { ...find()!, created: true }
    },
    /** Deletes the mailbox if its mail is gone. */
    deleteEmptyMailbox(db: Db, key: number): 'deleted' | 'not empty' | 'gone' {
      const { changes } = db.run('DELETE FROM mailboxes WHERE key = ? AND message_count = 0', key)
      if (changes === 1) return 'deleted'
      return db.get('SELECT 1 FROM mailboxes WHERE key = ?', key) ? 'not empty' : 'gone'
    },
  },
}

/** A mailbox as the delivery of a mail needs it. */
type Captured = {
  key: number
  accountKey: number
  mailboxId: string
  accountId: string
  domain: string
  created: boolean
}

const capturedRow = `SELECT m.key, a.key AS accountKey, m.id AS mailboxId, m.account_id AS accountId, m.domain
  FROM mailboxes m JOIN accounts a ON a.id = m.account_id`

/** Mail to a domain that an account has verified is that account's. */
function ownerOfDomain(db: Db, domain: string): string {
  const owner = db.get<{ account_id: string }>(
    "SELECT account_id FROM domains WHERE name = ? AND status = 'verified'",
    domain,
  )
  return owner?.account_id ?? 'local'
}

export type MailboxRepository = Repository<typeof mailboxQueries>

export type MailboxRow = {
  key: number
  id: string
  account_id: string
  local_part: string
  domain: string
  tag: string | null
  status: Mailbox['status']
  recoverable: number
  origin: Mailbox['origin']
  created_at: number
  expires_at: number | null
  archived_at: number | null
  message_count: number
  unread_count: number
  size_bytes: number
  last_message_at: number | null
}

function filterSql({ status, domain, tag, q }: Filters): { sql: string; params: SqlValue[] } {
  const conditions: [string, SqlValue | undefined][] = [
    ['status = ?', status],
    ['domain = ?', domain?.toLowerCase()],
    ['tag = ?', tag],
    ['instr(address_key, ?) > 0', q?.toLowerCase()],
  ]
  const used = conditions.filter((entry): entry is [string, SqlValue] => entry[1] !== undefined)
  return { sql: used.map(([sql]) => sql).join(' AND ') || '1', params: used.map(([, value]) => value) }
}
