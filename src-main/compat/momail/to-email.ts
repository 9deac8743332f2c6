import type { MessageDetail, MessageSummary } from '#shared/api/message-shapes.ts'

/** As documented: the first characters of the text. */
const snippetChars = 200

/** What searches tell of a mail in both generations. */
export function toFound({ id, subject, from, envelope, receivedAt, snippet }: MessageSummary) {
  return {
    email_id: id,
    subject,
    from: from.address || envelope.mailFrom,
    date: receivedAt,
    snippet: snippet.slice(0, snippetChars),
  }
}

/** What a list of the current generation tells of a mail. */
export function toEmail(message: MessageSummary) {
  return {
    ...toFound(message),
    mailbox_id: message.mailboxId,
    email_address: message.address,
    to: message.to.map(({ address }) => address),
    has_attachments: message.attachmentCount > 0,
  }
}

export function toWholeEmail(message: MessageDetail) {
  return {
    ...toEmail(message),
    cc: message.cc.map(({ address }) => address),
    reply_to: message.replyTo.map(({ address }) => address),
    message_id: message.messageId,
    in_reply_to: message.inReplyTo,
    references: message.references,
    text: message.text,
    html: message.html,
    attachments: message.attachments.map(({ filename, contentType, sizeBytes }) => ({
      filename,
      content_type: contentType,
      size: sizeBytes,
    })),
  }
}
