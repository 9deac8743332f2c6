import { isTimestamp, toTimestamp, type Address } from '#shared/api/fields.ts'
import type {
  Attachment,
  Envelope,
  MessageDetail,
  MessageSummary,
  SmtpTrace,
} from '#shared/api/message-shapes.ts'
import type { AttachmentRow, MessageRow } from './repository.ts'

/** What the ingest keeps compressed beside a content, as far as the API shows it. */
export type StoredDetail = Omit<MessageDetail, keyof MessageSummary | 'date' | 'attachments'> & {
  dateMs: number | null
  smtp: SmtpTrace | null
}

export function toSummary(row: MessageRow): MessageSummary {
  return {
    id: row.id,
    seq: row.seq,
    mailboxId: row.mailbox_id,
    address: row.address,
    from: { name: row.from_name, address: row.from_address },
    to: JSON.parse(row.to_json) as Address[],
    cc: JSON.parse(row.cc_json) as Address[],
    subject: row.subject,
    snippet: row.snippet,
    receivedAt: toTimestamp(row.received_at),
    sizeBytes: row.size_bytes,
    unread: row.unread === 1,
    pinned: row.pinned === 1,
    tags: JSON.parse(row.tags_json) as string[],
    attachmentCount: row.attachment_count,
    hasCodes: row.code !== null,
    code: row.code,
    envelope: JSON.parse(row.envelope_json) as Envelope,
  }
}

export function toDetail(row: MessageRow, stored: StoredDetail, attachments: AttachmentRow[]): MessageDetail {
  const { dateMs, ...detail } = stored
  return {
    ...toSummary(row),
    ...detail,
    // Stores from before have mails of the year 12026, which is no date to a reader.
    date: dateMs === null || !isTimestamp(dateMs) ? null : toTimestamp(dateMs),
    attachments: attachments.map(toAttachment),
  }
}

function toAttachment(row: AttachmentRow): Attachment {
  return {
    id: String(row.position),
    filename: row.filename,
    contentType: row.content_type,
    sizeBytes: row.size_bytes,
    contentId: row.cid,
    inline: row.inline === 1,
    sha256: row.sha256,
  }
}
