import { toTimestamp } from '#shared/api/fields.ts'
import type { Mailbox } from '#shared/api/mailboxes.ts'
import type { MailboxRow } from './repository.ts'

/** What an announcement says of a mailbox. */
export function placeOf(row: MailboxRow) {
  return { mailboxId: row.id, accountId: row.account_id, domain: row.domain }
}

export function toMailbox(row: MailboxRow): Mailbox {
  return {
    id: row.id,
    address: row.domain === '' ? row.local_part : `${row.local_part}@${row.domain}`,
    localPart: row.local_part,
    domain: row.domain,
    accountId: row.account_id,
    remote: row.remote_id === null ? null : row.account_id,
    tag: row.tag,
    status: row.status,
    recoverable: row.recoverable === 1,
    remoteContent: row.remote_content === 1,
    origin: row.origin,
    createdAt: toTimestamp(row.created_at),
    expiresAt: row.expires_at === null ? null : toTimestamp(row.expires_at),
    archivedAt: row.archived_at === null ? null : toTimestamp(row.archived_at),
    messageCount: row.message_count,
    unreadCount: row.unread_count,
    sizeBytes: row.size_bytes,
    lastMessageAt: row.last_message_at === null ? null : toTimestamp(row.last_message_at),
  }
}
