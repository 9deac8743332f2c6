import type { Db } from './database.ts'

/**
 * Deletes deliveries and takes them out of the counts; the one place that does. Mails that are in no mailbox then are
 * left to messages/sweep-leftovers.ts. Some thousand at most, in a transaction.
 */
export function deleteDeliveries(db: Db, seqs: number[]): void {
  const list = JSON.stringify(seqs)
  for (const statement of statements) db.run(`${listed} ${statement}`, list)
}

const listed = 'WITH listed AS (SELECT value FROM json_each(?))'
const sums = `count(*) AS messages, sum(unread) AS unread, sum(pinned) AS pinned, sum(size_bytes) AS bytes
  FROM deliveries WHERE seq IN listed`

const statements = [
  `UPDATE mailboxes SET
     message_count = message_count - gone.messages,
     unread_count = unread_count - gone.unread,
     size_bytes = size_bytes - gone.bytes
   FROM (SELECT mailbox_key, ${sums} GROUP BY mailbox_key) AS gone WHERE key = gone.mailbox_key`,
  `UPDATE accounts SET
     message_count = message_count - gone.messages,
     unread_count = unread_count - gone.unread,
     pinned_count = pinned_count - gone.pinned,
     size_bytes = size_bytes - gone.bytes
   FROM (SELECT account_key, ${sums} GROUP BY account_key) AS gone WHERE key = gone.account_key`,
  `UPDATE totals SET
     message_count = message_count - gone.messages,
     unread_count = unread_count - gone.unread,
     pinned_count = pinned_count - gone.pinned,
     size_bytes = size_bytes - gone.bytes
   FROM (SELECT ${sums}) AS gone WHERE gone.messages > 0`,
  `INSERT INTO leftovers SELECT DISTINCT content_id FROM deliveries AS gone WHERE seq IN listed AND NOT EXISTS (
     SELECT 1 FROM deliveries AS other WHERE other.content_id = gone.content_id AND other.seq NOT IN listed)`,
  `DELETE FROM deliveries WHERE seq IN listed`,
]
