import type { Db } from './database.ts'

/** Sets the counts that triggers keep to what is there. */
export function countAgain(db: Db): void {
  const sums = 'count(*), coalesce(sum(unread), 0), coalesce(sum(size_bytes), 0)'
  const withPinned = `${sums}, coalesce(sum(pinned), 0)`
  const mailboxesWith = (status: string) =>
    `(SELECT count(*) FROM mailboxes WHERE account_id = accounts.id AND status = '${status}')`
  db.exec(`
    UPDATE mailboxes SET (message_count, unread_count, size_bytes) =
      (SELECT ${sums} FROM deliveries WHERE mailbox_key = mailboxes.key);
    UPDATE accounts SET
      (message_count, unread_count, size_bytes, pinned_count) =
        (SELECT ${withPinned} FROM deliveries WHERE account_key = accounts.key),
      active_mailboxes = ${mailboxesWith('active')},
      archived_mailboxes = ${mailboxesWith('archived')},
      expired_mailboxes = ${mailboxesWith('expired')};
    UPDATE totals SET (message_count, unread_count, size_bytes, pinned_count) = (SELECT ${withPinned} FROM deliveries)`)
}
