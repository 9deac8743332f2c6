import { z } from 'zod'
import { Timestamp, wholeNumber } from '#shared/api/fields.ts'
import { webhookFields } from '../account-webhooks.ts'
import { done, maxLimit, offset, Tier } from '../schema.ts'

/** The shapes of the current generation. Where its documents show none, they are ours: see README.md. */

/** `email_address` is a whole address, or what stands before the @. */
export const MailboxName = z
  .object({
    domain: z.string().trim().toLowerCase().min(1).max(255).optional(),
    local_part: z.string().max(320).optional(),
    email_address: z.string().max(320).optional(),
  })
  .refine(
    ({ local_part, email_address }) => (local_part === undefined) !== (email_address === undefined),
    'Give either local_part or email_address.',
  )
export type MailboxName = z.infer<typeof MailboxName>

const Mailbox = z.strictObject({
  mailbox_id: z.uuid(),
  email_address: z.string(),
  domain: z.string(),
  status: z.string(),
  /** Of the account. */
  namespace: z.string(),
  created_at: Timestamp,
})
export const MailboxesAnswer = z.strictObject({ mailboxes: z.array(Mailbox) })
export const MailboxCreated = z.strictObject({ ...done, mailbox: Mailbox })

const Key = z.strictObject({
  key_id: z.uuid(),
  name: z.string(),
  key_prefix: z.string(),
  plan: Tier,
  rate_limit: z.int().nullable(),
  last_used: Timestamp.nullable(),
  created_at: Timestamp,
  expires_at: Timestamp.nullable(),
})
export const KeysAnswer = z.strictObject({ keys: z.array(Key) })
export const KeyCreated = z.strictObject({
  ...done,
  key: Key.extend({ api_key: z.string() }),
  warning: z.string(),
})
export const EmailsQuery = z.object({
  limit: wholeNumber(1, maxLimit).default(20),
  offset,
  mailbox_id: z.uuid().optional(),
})
const Found = z.strictObject({
  email_id: z.uuid(),
  subject: z.string(),
  from: z.string(),
  date: Timestamp,
  snippet: z.string(),
})
const Email = Found.extend({
  mailbox_id: z.uuid(),
  email_address: z.string(),
  to: z.array(z.string()),
  has_attachments: z.boolean(),
})
export const EmailsAnswer = z.strictObject({
  ...done,
  emails: z.array(Email),
  total: z.int(),
  limit: z.int(),
  offset: z.int(),
  has_more: z.boolean(),
})
export const EmailAnswer = z.strictObject({
  email: Email.extend({
    cc: z.array(z.string()),
    reply_to: z.array(z.string()),
    message_id: z.string().nullable(),
    in_reply_to: z.string().nullable(),
    references: z.array(z.string()),
    text: z.string(),
    html: z.string().nullable(),
    attachments: z.array(
      z.strictObject({ filename: z.string().nullable(), content_type: z.string(), size: z.int() }),
    ),
  }),
})

/** A day (`2024-01-31`, all of it) or a time. */
const Moment = z.union([z.iso.date(), z.iso.datetime({ offset: true })], {
  error: 'must be a day (2024-01-31) or an ISO 8601 time',
})
const Filter = z.string().trim().min(1).max(254).optional()
export const Search = z.object({
  query: z.string().min(1).max(1000),
  mailbox_id: z.uuid().optional(),
  from: Filter,
  to: Filter,
  subject: z.string().trim().min(1).max(100).optional(),
  date_from: Moment.optional(),
  date_to: Moment.optional(),
  limit: z.int().min(1).max(maxLimit).default(10),
  offset,
})
export const SearchAnswer = z.strictObject({
  ...done,
  results: z.array(Found.extend({ score: z.number() })),
  total: z.int(),
})

export const CreateWebhook = z.object(webhookFields)
export const ChangeWebhook = z.object(webhookFields).extend({ active: z.boolean() }).partial()

const oneOrMore = z
  .union([z.string(), z.array(z.string())])
  .transform(given => (typeof given === 'string' ? [given] : given))
/** What a mail is made of. */
const content = {
  text: z.string().optional(),
  html: z.string().optional(),
  attachments: z
    .array(
      z.object({
        filename: z.string().min(1).max(255),
        content_type: z.string().max(255).optional(),
        content: z.base64('must be base64'),
      }),
    )
    .max(100)
    .default([]),
}
export const SendEmail = z
  .object({
    /** Whose mailbox it comes from: its id or its address. */
    mailbox_id: z.uuid().optional(),
    from: z.string().min(3).max(320).optional(),
    to: oneOrMore,
    cc: oneOrMore.default([]),
    bcc: oneOrMore.default([]),
    subject: z.string().max(998).default(''),
    ...content,
  })
  .refine(
    ({ mailbox_id, from }) => (mailbox_id === undefined) !== (from === undefined),
    'Give either mailbox_id or from.',
  )
export const ReplyToEmail = z.object(content)
export const SentAnswer = z.strictObject({
  ...done,
  message_id: z.string(),
  deliveries: z.array(z.strictObject({ email_id: z.uuid(), email_address: z.string() })),
  rejected: z.array(z.strictObject({ email_address: z.string(), code: z.string(), message: z.string() })),
})
