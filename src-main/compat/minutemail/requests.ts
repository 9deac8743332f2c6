import { z } from 'zod'
import { domainPattern } from '#shared/api/fields.ts'

/** What MinuteMail is asked, as its documents show it. Fields that it does not know are passed over. */

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
