import type { PlacedMailbox } from '../events/bus.ts'
import type { Db } from '../storage/database.ts'

/** Where a fetched mail belongs. */
export type RemotePlace = {
  mailboxKey: number
  /** By which the service knows the mail. */
  remoteId: string
  source: 'raw' | 'composed'
  /** What the service did not tell. */
  missing: string[]
}

type Found = PlacedMailbox & { key: number; accountKey: number; created: false; address: string }

/** The mailbox, in a list; none when it is gone, or has had this mail before. */
export function findRemoteMailbox(db: Db, { mailboxKey, remoteId }: RemotePlace): Found[] {
  const found = db.get<Omit<Found, 'created'>>(
    `SELECT m.key, m.id AS mailboxId, m.account_id AS accountId, m.domain, a.key AS accountKey,
       m.local_part || iif(m.domain = '', '', '@' || m.domain) AS address
     FROM mailboxes m JOIN accounts a ON a.id = m.account_id
     WHERE m.key = ? AND m.remote_id IS NOT NULL AND NOT EXISTS (
       SELECT 1 FROM remote_messages known WHERE known.account_key = a.key AND known.remote_id = ?)`,
    mailboxKey,
    remoteId,
  )
  return found ? [{ ...found, created: false }] : []
}

/** In the transaction of the mail itself: a crash can neither lose the note nor leave one without the mail. */
export function noteRemoteMessage(db: Db, mail: RemotePlace & { accountKey: number; seq: number }): void {
  db.run(
    `INSERT INTO remote_messages (account_key, remote_id, mailbox_key, seq, source, missing)
     VALUES (?, ?, ?, ?, ?, ?)`,
    mail.accountKey,
    mail.remoteId,
    mail.mailboxKey,
    mail.seq,
    mail.source,
    JSON.stringify(mail.missing),
  )
}
