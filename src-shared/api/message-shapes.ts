import { z } from 'zod'
import { Address, Timestamp } from './fields.ts'

export const Envelope = z.object({ mailFrom: z.string(), rcptTo: z.array(z.string()) })
export type Envelope = z.infer<typeof Envelope>

/** What a list shows of a message. `seq` grows over the whole store: ask `?after=<seq>` for what is new. */
export const MessageSummary = z.object({
  id: z.string(),
  seq: z.int(),
  mailboxId: z.string(),
  /** The recipient that this copy was delivered to. */
  address: z.string(),
  from: Address,
  to: z.array(Address),
  cc: z.array(Address),
  subject: z.string(),
  snippet: z.string(),
  receivedAt: Timestamp,
  sizeBytes: z.int(),
  unread: z.boolean(),
  pinned: z.boolean(),
  tags: z.array(z.string()),
  attachmentCount: z.int(),
  hasCodes: z.boolean(),
  /** The best one-time code found, or null. */
  code: z.string().nullable(),
  envelope: Envelope,
})
export type MessageSummary = z.infer<typeof MessageSummary>

export const Attachment = z.object({
  id: z.string(),
  filename: z.string().nullable(),
  contentType: z.string(),
  sizeBytes: z.int(),
  contentId: z.string().nullable(),
  inline: z.boolean(),
  sha256: z.string(),
})
export type Attachment = z.infer<typeof Attachment>

export const HeaderField = z.object({ name: z.string(), value: z.string() })
export type HeaderField = z.infer<typeof HeaderField>

export const FoundCode = z.object({ value: z.string(), source: z.enum(['subject', 'text', 'html']) })
export type FoundCode = z.infer<typeof FoundCode>

export const FoundLink = z.object({ url: z.string(), text: z.string() })
export type FoundLink = z.infer<typeof FoundLink>

/** The connection that brought the mail; null for injected mail. */
export const SmtpTrace = z.object({
  remoteAddress: z.string(),
  helo: z.string(),
  tls: z.boolean(),
  user: z.string().nullable(),
  sessionId: z.string(),
})
export type SmtpTrace = z.infer<typeof SmtpTrace>

export const MessageDetail = MessageSummary.extend({
  replyTo: z.array(Address),
  bcc: z.array(Address),
  date: Timestamp.nullable(),
  messageId: z.string().nullable(),
  inReplyTo: z.string().nullable(),
  references: z.array(z.string()),
  headers: z.array(HeaderField),
  text: z.string(),
  html: z.string().nullable(),
  attachments: z.array(Attachment),
  codes: z.array(FoundCode),
  links: z.array(FoundLink),
  /** Images, styles and the like that the HTML would load from the network. */
  remoteContentCount: z.int(),
  smtp: SmtpTrace.nullable(),
  /** What was wrong with the mail and how it was read all the same. */
  warnings: z.array(z.string()),
})
export type MessageDetail = z.infer<typeof MessageDetail>
