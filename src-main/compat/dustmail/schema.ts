import { z } from 'zod'
import { Timestamp } from '#shared/api/fields.ts'

/** DustMail's shapes, as its document shows them. What it shows nothing of (`duration`) is marked. */

/** Fields that it does not know are passed over, as most services do. */
export const CreateInbox = z.object({
  username: z.string().min(1).max(64).optional(),
  domain: z.string().min(1).max(255).toLowerCase().optional(),
  /** Minutes. Not in the reference, but in an example of its blog. */
  duration: z.int('must be whole minutes').min(1).optional(),
})
export type CreateInbox = z.infer<typeof CreateInbox>

export const InboxParams = z.object({ id: z.uuid() })

const Inbox = z.strictObject({
  id: z.uuid(),
  email: z.string(),
  domain: z.string(),
  created_at: Timestamp,
  expires_at: Timestamp,
})
export type Inbox = z.infer<typeof Inbox>

const ListedInbox = z.strictObject({ ...Inbox.shape, email_count: z.int() })
export type ListedInbox = z.infer<typeof ListedInbox>

const Email = z.strictObject({
  id: z.uuid(),
  from: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  received_at: Timestamp,
})
export type Email = z.infer<typeof Email>

const Tier = z.enum(['free', 'premium'])
export type Tier = z.infer<typeof Tier>

/** Calls of the day; a null limit is none. */
const RateLimit = z.strictObject({ limit: z.int().nullable(), used: z.int() })
export type RateLimit = z.infer<typeof RateLimit>

const done = { success: z.literal(true) }

export const CreatedAnswer = z.strictObject({
  ...done,
  data: Inbox,
  meta: z.strictObject({ plan: Tier, rate_limit: RateLimit, available_domains: z.array(z.string()) }),
})
export const ListAnswer = z.strictObject({
  ...done,
  data: z.array(ListedInbox),
  meta: z.strictObject({ total: z.int(), plan: Tier, rate_limit: RateLimit }),
})
export const InboxAnswer = z.strictObject({
  ...done,
  data: z.strictObject({ inbox: Inbox, emails: z.array(Email) }),
  meta: z.strictObject({ email_count: z.int(), rate_limit: RateLimit }),
})
export const DeletedAnswer = z.strictObject({ ...done, message: z.string() })

export type CreatedAnswer = z.infer<typeof CreatedAnswer>
export type ListAnswer = z.infer<typeof ListAnswer>
export type InboxAnswer = z.infer<typeof InboxAnswer>
export type DeletedAnswer = z.infer<typeof DeletedAnswer>

/** Ours: the document has no failure. Modelled on the answer to a deletion. */
export const Failure = z.strictObject({ success: z.literal(false), message: z.string() })
export type Failure = z.infer<typeof Failure>
