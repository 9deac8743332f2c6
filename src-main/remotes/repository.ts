import { v7 as uuidv7 } from 'uuid'
import type { Db } from '../storage/database.ts'
import type { Repository } from '../storage/queries.ts'
import { expireMailboxes } from './expire-mailboxes.ts'
import { deleteNamed, deleteUnlisted, emptyGoneMailbox } from './follow-deletions.ts'
import { messageReads } from './message-sql.ts'
import type { RemoteMailboxRow, RemoteRow } from './remote-row.ts'
import { deleteOldOfRemote } from './remote-retention.ts'
import { remoteAddressKey, syncMailboxes } from './sync-mailboxes.ts'

type NewRemote = Omit<RemoteRow, 'id' | 'account_key' | 'progress' | 'paused' | 'detached'>
type RemoteChange = Partial<
  Pick<
    RemoteRow,
    'name' | 'base_url' | 'own_network' | 'key_end' | 'paused' | 'detached' | 'max_messages' | 'max_age_days'
  >
>
export type RemoteCounts = { id: string; mailboxes: number; messages: number; unread: number }

const rows = 'SELECT a.key AS account_key, r.* FROM remotes r JOIN accounts a ON a.id = r.id'

export const remoteQueries = {
  reads: {
    allRemotes: (db: Db): RemoteRow[] => db.all(`${rows} ORDER BY r.number`),
    countsOfRemotes: (db: Db): RemoteCounts[] =>
      db.all(
        `SELECT id, active_mailboxes + archived_mailboxes AS mailboxes, message_count AS messages, unread_count AS unread
         FROM accounts WHERE remote = 1`,
      ),
    mailboxesOfRemote: (db: Db, accountId: string): RemoteMailboxRow[] =>
      db.all(`${mailboxRows} WHERE m.account_id = ? ORDER BY m.key`, accountId),
    /** By its id here, or by its address there. */
    mailboxOfRemote: (
      db: Db,
      { accountId, idOrAddress }: { accountId: string; idOrAddress: string },
    ): RemoteMailboxRow | undefined =>
      db.get(
        `${mailboxRows} WHERE m.account_id = ? AND (m.id = ? OR m.address_key = ?)`,
        accountId,
        idOrAddress,
        remoteAddressKey(accountId, idOrAddress),
      ),
    /** Whether one has run out, and the store does not say so yet. */
    dueMailboxes: (db: Db, now: number): boolean =>
      db.get(
        "SELECT 1 FROM mailboxes WHERE status = 'active' AND expires_at IS NOT NULL AND expires_at <= ? AND remote_id IS NOT NULL",
        now,
      ) !== undefined,
    ...messageReads,
  },
  writes: {
    /** 'name taken': whatever its case. */
    insertRemote(db: Db, remote: NewRemote): RemoteRow | 'name taken' {
      if (isTaken(db, remote.name)) return 'name taken'
      const id = uuidv7()
      insertAccount(db, id, remote)
      const { name, service, generation, base_url, own_network } = remote
      db.run(
        `INSERT INTO remotes (id, service, generation, name, name_key, base_url, own_network, key_end, max_messages,
           max_age_days, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        id,
        service,
        generation,
        name,
        nameKey(name),
        base_url,
        own_network,
        remote.key_end,
        remote.max_messages,
        remote.max_age_days,
        remote.created_at,
      )
      return db.get<RemoteRow>(`${rows} WHERE r.id = ?`, id)!
    },
    changeRemote(
      db: Db,
      { id, change }: { id: string; change: RemoteChange },
    ): RemoteRow | 'name taken' | undefined {
      if (change.name !== undefined && isTaken(db, change.name, id)) return 'name taken'
      const row = db.get<RemoteRow>(`${rows} WHERE r.id = ?`, id)
      if (!row) return undefined
      const next = { ...row, ...change }
      db.run(
        `UPDATE remotes SET name = ?, name_key = ?, base_url = ?, own_network = ?, key_end = ?, paused = ?,
           detached = ?, max_messages = ?, max_age_days = ? WHERE id = ?`,
        next.name,
        nameKey(next.name),
        next.base_url,
        next.own_network,
        next.key_end,
        next.paused,
        next.detached,
        next.max_messages,
        next.max_age_days,
        id,
      )
      return next
    },
    /** False while something of it is left. */
    deleteEmptyRemote(db: Db, id: string): boolean {
      if (db.get('SELECT 1 FROM mailboxes WHERE account_id = ? LIMIT 1', id)) return false
      db.run('DELETE FROM remotes WHERE id = ?', id)
      db.run('DELETE FROM accounts WHERE id = ? AND remote = 1', id)
      return true
    },
    saveProgress: (db: Db, { id, progress }: { id: string; progress: string }): void =>
      void db.run('UPDATE remotes SET progress = ? WHERE id = ?', progress, id),
    /** How far a mailbox was read; `readCount` is what its count was then. */
    noteRead(
      db: Db,
      read: { mailboxKey: number; readCount: number | null; next: string | null; now: number },
    ) {
      db.run(
        `INSERT INTO remote_mailboxes (mailbox_key, read_count, next, read_at) VALUES (?, ?, ?, ?)
         ON CONFLICT (mailbox_key) DO UPDATE SET read_count = excluded.read_count, next = excluded.next,
           read_at = excluded.read_at`,
        read.mailboxKey,
        read.readCount,
        read.next,
        read.now,
      )
    },
    /** Messages of it went: the same count would not mean the same messages. */
    forgetRead: (db: Db, mailboxKey: number): void =>
      void db.run('UPDATE remote_mailboxes SET read_count = NULL WHERE mailbox_key = ?', mailboxKey),
    syncMailboxes,
    expireMailboxes,
    emptyGoneMailbox,
    deleteUnlisted,
    deleteNamed,
    deleteOldOfRemote,
  },
  // To expire a mailbox deletes nothing, but nothing is deleted before it is done.
  frees: [
    'expireMailboxes',
    'emptyGoneMailbox',
    'deleteUnlisted',
    'deleteNamed',
    'deleteOldOfRemote',
    'deleteEmptyRemote',
  ],
}

export type RemoteRepository = Repository<typeof remoteQueries>

const mailboxRows = `SELECT m.key, m.id, m.remote_id, m.domain, m.status, m.recoverable, m.expires_at, m.message_count,
    m.local_part || iif(m.domain = '', '', '@' || m.domain) AS address, r.told_count, r.read_count, r.next, r.read_at
  FROM mailboxes m LEFT JOIN remote_mailboxes r ON r.mailbox_key = m.key`

/** Its key is negative, and its name has a line end, which no name of a local account has. */
function insertAccount(db: Db, id: string, { created_at }: NewRemote): void {
  const { key } = db.get<{ key: number }>(
    'UPDATE totals SET last_account_key = last_account_key + 1 RETURNING -last_account_key AS key',
  )!
  db.run(
    `INSERT INTO accounts (id, key, name, name_key, plan, created_at, remote) VALUES (?, ?, ?, ?, 'unlimited', ?, 1)`,
    id,
    key,
    `remote\n${id}`,
    `remote\n${id}`,
    created_at,
  )
}

/** Remotes are told apart by this form of their name. */
export const nameKey = (name: string): string => name.normalize('NFC').toLowerCase()

function isTaken(db: Db, name: string, exceptId = ''): boolean {
  return db.get('SELECT 1 FROM remotes WHERE name_key = ? AND id <> ?', nameKey(name), exceptId) !== undefined
}
