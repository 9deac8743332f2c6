import { v7 as uuidv7 } from 'uuid'
import type { Db } from '../storage/database.ts'
import { captureMailbox } from '../mailboxes/capture-mailbox.ts'

type Content = { id: number; received_at: number; size_bytes: number; envelope_json: string }

/** Puts mail whose places were lost where it was sent to, and gives each message a mailbox that lost its own. */
export function restoreDeliveries(db: Db): void {
  const homeless = db.all<{ seq: number; address: string; received_at: number }>(
    'SELECT seq, address, received_at FROM deliveries WHERE mailbox_key NOT IN (SELECT key FROM mailboxes)',
  )
  for (const { seq, address, received_at } of homeless) {
    const { key, accountKey } = mailboxOf(db, address, received_at)
    db.run('UPDATE deliveries SET mailbox_key = ?, account_key = ? WHERE seq = ?', key, accountKey, seq)
  }
  // What was deleted is in `leftovers` until it is gone; what is nowhere has lost its place.
  const placeless = db.all<Content>(
    `SELECT id, received_at, size_bytes, envelope_json FROM contents
     WHERE id NOT IN (SELECT content_id FROM deliveries) AND id NOT IN (SELECT content_id FROM leftovers)`,
  )
  for (const content of placeless) for (const address of recipientsOf(content)) deliver(db, content, address)
}

function recipientsOf({ envelope_json }: Content): string[] {
  const { rcptTo = [] } = JSON.parse(envelope_json) as { rcptTo?: string[] }
  return [...new Map(rcptTo.map(address => [address.toLowerCase(), address])).values()]
}

function deliver(db: Db, { id, received_at, size_bytes }: Content, address: string): void {
  const { key, accountKey } = mailboxOf(db, address, received_at)
  db.run(
    `INSERT INTO deliveries (id, content_id, mailbox_key, account_key, address, received_at, size_bytes)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    uuidv7(),
    id,
    key,
    accountKey,
    address,
    received_at,
    size_bytes,
  )
}

/** The mailbox of an address, whatever became of it; made when there is none. */
function mailboxOf(db: Db, address: string, now: number): { key: number; accountKey: number } {
  const known = db.get<{ key: number; accountKey: number }>(
    `SELECT mailboxes.key, accounts.key AS accountKey FROM mailboxes JOIN accounts ON accounts.id = account_id
     WHERE address_key = ?`,
    address.toLowerCase(),
  )
  if (known) return known
  const captured = captureMailbox(db, { address, accountId: null, unknownRecipients: 'capture', now })
  if (typeof captured === 'string') throw new Error(`${address} has no mailbox and gets none: ${captured}`)
  return captured
}
