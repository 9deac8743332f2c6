import { composeMail } from '../compose-mail.ts'
import type { ListedMessages, MailboxRef, MissingPart, RemoteMail, RemoteMessage } from '../provider.ts'
import type { Email, Message } from './schema.ts'

function toMessage(email: Email, mailboxId: string): RemoteMessage {
  return {
    id: email.id,
    mailboxId,
    from: email.sender,
    subject: email.subject,
    snippet: null,
    receivedAt: email.received_at,
    expiresAt: email.expires_at,
    sizeBytes: email.size_bytes,
    hasAttachments: email.has_attachments,
    mail: null,
  }
}

/** `since` is the time of the newest one that was seen, for what came strictly after it. */
export function toListed(
  emails: Email[],
  mailbox: MailboxRef,
  asked: { since?: string; limit: number },
): ListedMessages {
  const newest = Math.max(Number(asked.since ?? 0), ...emails.map(({ received_at: at }) => at ?? 0))
  return {
    items: emails.map(email => toMessage(email, mailbox.id)),
    complete: asked.since === undefined && emails.length < asked.limit,
    next: newest > 0 ? String(newest) : null,
  }
}

/** What is to be had without a key: the text. */
export function toMail(message: Message, mailbox: MailboxRef): Promise<RemoteMail> {
  const missing: MissingPart[] = ['headers']
  if (message.text === null) missing.push('text')
  if (message.html === null) missing.push('html')
  if (message.has_attachments !== false || message.attachments.length > 0) missing.push('attachments')
  return composeMail({
    key: `mailfade ${message.id}`,
    from: message.sender,
    to: message.to.length > 0 ? message.to : [message.address ?? mailbox.address],
    subject: message.subject,
    text: message.text,
    html: message.html,
    receivedAt: message.received_at,
    missing,
  })
}
