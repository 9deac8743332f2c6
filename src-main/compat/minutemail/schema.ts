import { z } from 'zod'
import { domainPattern } from '#shared/api/fields.ts'

/** MinuteMail's shapes, as its documents show them. Fields of a request that it does not know are passed over. */

/** UTC to the second: `2024-01-18T00:15:00Z`. */
const Seconds = z.iso.datetime({ precision: 0 })

const mostMinutes = 60
/** Lifetime of a mailbox. Who thinks of seconds (a page of its own documents does) is told. */
const LifetimeMinutes = z
  .int(`must be whole minutes, 1 to ${mostMinutes}`)
  .min(1, `must be whole minutes, 1 to ${mostMinutes}`)
  .max(mostMinutes, {
    error: ({ input }) =>
      `is in minutes, 1 to ${mostMinutes}. If ${Number(input)} are seconds, send ${Math.ceil(Number(input) / 60)}`,
  })

/** Of a mail or an attachment. Ten years: longer than any mailbox lives. */
const ItemMinutes = z.int('must be whole minutes').min(1).max(5_256_000)

const DomainName = z.string().max(253).regex(domainPattern, 'must be a domain name').toLowerCase()
/** Left out and null are the same: clients write either. */
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  schema.nullish().transform(value => value ?? undefined)
const Tag = z.string().trim().max(100)

export const CreateMailbox = z
  .object({
    domain: optional(DomainName),
    /** Not documented: the web UI takes one, and a creation is documented to fail when it is taken. */
    alias: optional(z.string().min(1).max(64)),
    expiresIn: optional(LifetimeMinutes),
    recoverable: optional(z.boolean()),
    tag: optional(Tag),
    noExpiration: optional(z.boolean()),
  })
  .refine(({ recoverable, tag }) => !recoverable || !!tag, {
    path: ['tag'],
    error: 'is required when recoverable is true',
  })
  .refine(({ noExpiration, expiresIn }) => !noExpiration || expiresIn === undefined, {
    path: ['noExpiration'],
    error: 'excludes expiresIn',
  })
export type CreateMailbox = z.infer<typeof CreateMailbox>

export const Reactivate = z.object({ expiresIn: optional(LifetimeMinutes) })
export const MailboxQuery = z.object({ address: z.string().min(1).max(320).optional() })
/** As many as the native API takes. */
export const Ids = z.object({
  ids: z.array(z.string().min(1).max(100)).min(1, 'must not be empty').max(1000),
})

/** The fields of a form, which are texts. */
export const InjectMail = z.object({
  sender: z.string().min(1).max(998),
  subject: z.string().max(998).default(''),
  body: z.string().default(''),
  expiresIn: z
    .string()
    .regex(/^\d{1,9}$/, 'must be whole minutes')
    .transform(Number)
    .pipe(ItemMinutes)
    .optional(),
})

export const AddAttachment = z.object({
  filename: z.string().min(1).max(255),
  data: z.base64('must be base64'),
  contentType: optional(z.string().min(1).max(255)),
  /** Checked against the data. */
  sizeBytes: optional(z.int()),
  expiresIn: optional(ItemMinutes),
})

export const CreateDomain = z.object({ name: DomainName })

const Email = z
  .string()
  .max(320)
  .regex(/^[^\s@]+@[^\s@]+$/, 'must be an e-mail address')
export const AddMember = z.object({
  user_id: z.string().min(1).max(200),
  username: z.string().min(1).max(200),
  email: Email,
  status: z.string().min(1).max(50).default('ACTIVE'),
})
export const Invite = z.object({ email: Email })

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
