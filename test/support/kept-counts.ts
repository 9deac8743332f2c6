import type { Db } from '#main/storage/database.ts'

type AccountCounts = { id: string; message_count: number; unread_count: number; pinned_count: number }
const sums = `count(*) AS message_count, coalesce(sum(unread), 0) AS unread_count, coalesce(sum(size_bytes), 0) AS size_bytes`

/** The counts that triggers keep: of the store, of each account, of each mailbox. */
export function keptCounts(db: Db) {
  return {
    totals: db.get('SELECT message_count, unread_count, size_bytes, pinned_count FROM totals'),
    accounts:
      db.all<AccountCounts>(`SELECT id, message_count, unread_count, size_bytes, pinned_count, active_mailboxes,
      archived_mailboxes, expired_mailboxes FROM accounts ORDER BY key`),
    mailboxes: db.all('SELECT key, message_count, unread_count, size_bytes FROM mailboxes ORDER BY key'),
  }
}

const mailboxesWith = (status: string) =>
  `(SELECT count(*) FROM mailboxes WHERE account_id = a.id AND status = '${status}') AS ${status}_mailboxes`

/** The same, counted. */
export function countedCounts(db: Db) {
  return {
    totals: db.get(`SELECT ${sums}, coalesce(sum(pinned), 0) AS pinned_count FROM deliveries`),
    accounts: db.all(
      `SELECT a.id, count(d.seq) AS message_count, coalesce(sum(d.unread), 0) AS unread_count,
         coalesce(sum(d.size_bytes), 0) AS size_bytes, coalesce(sum(d.pinned), 0) AS pinned_count,
         ${mailboxesWith('active')}, ${mailboxesWith('archived')}, ${mailboxesWith('expired')}
       FROM accounts a LEFT JOIN deliveries d ON d.account_key = a.key GROUP BY a.key ORDER BY a.key`,
    ),
    mailboxes: db.all(
      `SELECT m.key, count(d.seq) AS message_count, coalesce(sum(d.unread), 0) AS unread_count,
         coalesce(sum(d.size_bytes), 0) AS size_bytes
       FROM mailboxes m LEFT JOIN deliveries d ON d.mailbox_key = m.key GROUP BY m.key ORDER BY m.key`,
    ),
  }
}
