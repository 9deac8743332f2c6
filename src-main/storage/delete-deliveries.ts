import type { Db } from './database.ts'

/**
 * Deletes deliveries and takes them out of the counts; the one place that does. Mails that are in no mailbox then are
 * left to messages/sweep-leftovers.ts. Some thousand at most, in a transaction.
 */
export function deleteDeliveries(db: Db, seqs: number[]): void {
  db.run(makeGone)
  db.run('DELETE FROM gone')
  db.run(
    `INSERT INTO gone SELECT ${kept} FROM deliveries WHERE seq IN (SELECT value FROM json_each(?))`,
    JSON.stringify(seqs),
  )
  for (const statement of statements) db.run(statement)
}

const kept = 'seq, content_id, mailbox_key, account_key, unread, pinned, size_bytes'

/** What the counts need, looked up once for all of them. In memory, by `temp_store` of open-store.ts. */
const makeGone = `CREATE TEMP TABLE IF NOT EXISTS gone (
  seq INTEGER PRIMARY KEY, content_id INTEGER, mailbox_key INTEGER, account_key INTEGER, unread INTEGER, pinned INTEGER,
  size_bytes INTEGER)`

const sums = `count(*) AS messages, sum(unread) AS unread, sum(pinned) AS pinned, sum(size_bytes) AS bytes FROM gone`

const statements = [
  'DELETE FROM deliveries WHERE seq IN (SELECT seq FROM gone)',
  `UPDATE mailboxes SET
     message_count = message_count - less.messages,
     unread_count = unread_count - less.unread,
     size_bytes = size_bytes - less.bytes
   FROM (SELECT mailbox_key, ${sums} GROUP BY mailbox_key) AS less WHERE key = less.mailbox_key`,
  `UPDATE accounts SET
     message_count = message_count - less.messages,
     unread_count = unread_count - less.unread,
     pinned_count = pinned_count - less.pinned,
     size_bytes = size_bytes - less.bytes
   FROM (SELECT account_key, ${sums} GROUP BY account_key) AS less WHERE key = less.account_key`,
  `UPDATE totals SET
     message_count = message_count - less.messages,
     unread_count = unread_count - less.unread,
     pinned_count = pinned_count - less.pinned,
     size_bytes = size_bytes - less.bytes
   FROM (SELECT ${sums}) AS less WHERE less.messages > 0`,
  `INSERT INTO leftovers SELECT DISTINCT content_id FROM gone WHERE NOT EXISTS (
     SELECT 1 FROM deliveries AS other WHERE other.content_id = gone.content_id)`,
]
