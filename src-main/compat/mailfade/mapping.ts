import type { AppError } from '#shared/api/errors.ts'
import { domainPattern } from '#shared/api/fields.ts'
import type {
  Attachment as NativeAttachment,
  MessageDetail,
  MessageSummary,
} from '#shared/api/message-shapes.ts'
import { sharedDomains } from '../shared-domains.ts'
import { refuse } from './failures.ts'
import { expiresAt, type Retention } from './retention.ts'
import type { Attachment, ListedEmail, MessageAnswer } from './schema.ts'
import { fromUlid, toUlid } from './ulid.ts'

/** Where every address is an inbox that anybody may read. */
export const publicDomain = sharedDomains.mailfade

/** Addresses compare without case. Throws `invalid_address`. */
export function readAddress(given: string): { address: string; domain: string } {
  const address = given.toLowerCase()
  const at = address.lastIndexOf('@')
  const [localPart, domain] = [address.slice(0, at), address.slice(at + 1)]
  const isOne = /^[^\s@\p{Cc}]{1,64}$/u.test(localPart) && domain.length <= 255 && domainPattern.test(domain)
  if (at < 1 || !isOne) throw invalidAddress()
  return { address, domain }
}

export const invalidAddress = (): AppError =>
  refuse('invalid_address', `Give a full address, such as pw-99@${publicDomain}.`)

export function toListed(message: MessageSummary, retention: Retention): ListedEmail {
  return {
    id: toUlid(message.id),
    sender: senderOf(message),
    subject: message.subject,
    has_attachments: message.attachmentCount > 0,
    ...sizeAndTimes(message, retention),
  }
}

type Shown = { retention: Retention; withKey: boolean; withHtml: boolean }

export function toMessage(message: MessageDetail, { retention, withKey, withHtml }: Shown): MessageAnswer {
  const to = message.to.map(({ address }) => address).filter(address => address !== '')
  return {
    id: toUlid(message.id),
    address: message.address,
    sender: senderOf(message),
    to: to.length > 0 ? to : [message.address],
    subject: message.subject,
    text: message.text,
    ...(withKey && withHtml ? { html: message.html } : {}),
    ...(withKey ? { headers: message.headers } : {}),
    attachments: message.attachments.map(attachment => toAttachment(message.id, attachment)),
    ...sizeAndTimes(message, retention),
  }
}

/** An attachment's id says of which message it is, and which one of it. */
function toAttachmentId(messageId: string, attachmentId: string): string {
  return `${toUlid(messageId)}-${attachmentId}`
}

/** Undefined for what is no such id. */
export function fromAttachmentId(text: string): { messageId: string; attachmentId: string } | undefined {
  const [ulid = '', attachmentId = '', ...more] = text.split('-')
  const messageId = fromUlid(ulid)
  if (messageId === undefined || !/^\d{1,6}$/.test(attachmentId) || more.length > 0) return undefined
  return { messageId, attachmentId }
}

function toAttachment(
  messageId: string,
  { id, filename, contentType, sizeBytes }: NativeAttachment,
): Attachment {
  return { id: toAttachmentId(messageId, id), filename, content_type: contentType, size_bytes: sizeBytes }
}

const senderOf = ({ from, envelope }: MessageSummary): string => from.address || envelope.mailFrom

function sizeAndTimes({ sizeBytes, receivedAt }: MessageSummary, retention: Retention) {
  const received = Date.parse(receivedAt)
  return { size_bytes: sizeBytes, received_at: received, expires_at: expiresAt(received, retention) }
}
