import { z } from 'zod'

/** MinuteMail's answers, as its documents show them. */

/** UTC to the second: `2024-01-18T00:15:00Z`. */
const Seconds = z.iso.datetime({ precision: 0 })

export const Mailbox = z.strictObject({
  id: z.uuid(),
  alias: z.string(),
  domain: z.string(),
  address: z.string(),
  recoverable: z.boolean(),
  tag: z.string(),
  owner: z.string(),
  messageCount: z.int(),
  createdAt: Seconds,
  expiresAt: Seconds.nullable(),
  permanent: z.boolean(),
})
export type Mailbox = z.infer<typeof Mailbox>

export const ArchivedMailbox = Mailbox.pick({
  id: true,
  alias: true,
  domain: true,
  tag: true,
  owner: true,
  createdAt: true,
})
export type ArchivedMailbox = z.infer<typeof ArchivedMailbox>

export const Mail = z.strictObject({
  id: z.string(),
  mailboxId: z.string(),
  sender: z.string(),
  subject: z.string(),
  body: z.string(),
  hasAttachments: z.boolean(),
  attachments: z.array(z.strictObject({ id: z.string(), name: z.string(), sizeBytes: z.int() })),
  receivedAt: Seconds,
  expiresAt: Seconds.nullable(),
})
export type Mail = z.infer<typeof Mail>

export const Attachment = z.strictObject({
  id: z.string(),
  filename: z.string(),
  contentType: z.string(),
  sizeBytes: z.int(),
  expiresAt: Seconds.nullable(),
})
export type Attachment = z.infer<typeof Attachment>
export const AttachmentWithData = Attachment.extend({ data: z.base64() })
export type AttachmentWithData = z.infer<typeof AttachmentWithData>

export const Domain = z.strictObject({
  id: z.string(),
  name: z.string(),
  status: z.enum(['pending', 'verified']),
  txtToken: z.string(),
  /** The same, as the Python client reads it. */
  txt_token: z.string(),
  mxTarget: z.string(),
  createdAt: Seconds,
})
export type Domain = z.infer<typeof Domain>
/** What the MCP server shows of a verification, and what the Python client reads. */
export const VerifiedDomain = Domain.extend({ txt_verified: z.boolean(), mx_verified: z.boolean() })
export type VerifiedDomain = z.infer<typeof VerifiedDomain>

export const Member = z.strictObject({
  id: z.string(),
  user_id: z.string(),
  username: z.string(),
  email: z.string(),
  status: z.string(),
  createdAt: Seconds,
})
export type Member = z.infer<typeof Member>

export const Invitation = Member.pick({ id: true, email: true, status: true, createdAt: true })
export type Invitation = z.infer<typeof Invitation>

export const Failure = z.strictObject({ error: z.string(), message: z.string() })
export type Failure = z.infer<typeof Failure>
