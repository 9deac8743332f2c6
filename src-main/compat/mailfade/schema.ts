import { z } from 'zod'

/** Mailfade's shapes, as its document shows them. What it shows nothing of is marked. Times are unix milliseconds. */

const time = z.int()

const defaultLimit = 25
const maxLimit = 50

/** There is no error for these: what is no number counts as not given, and too much as the most. */
export const InboxQuery = z.object({
  limit: z.coerce
    .number()
    .transform(asked => Math.min(Math.max(Math.trunc(asked), 1), maxLimit))
    .default(defaultLimit)
    .catch(defaultLimit),
  since: z.coerce.number().min(0).transform(Math.floor).optional().catch(undefined),
})
export const MessageQuery = z.object({ html: z.string().optional().catch(undefined) })

export const Purchase = z.object({ plan: z.enum(['dev', 'team']), rail: z.enum(['stripe', 'lightning']) })
export type Purchase = z.infer<typeof Purchase>

const common = {
  id: z.string(),
  sender: z.string(),
  subject: z.string(),
  size_bytes: z.int(),
  received_at: time,
  expires_at: time,
}
const ListedEmail = z.strictObject({ ...common, has_attachments: z.boolean() })
export type ListedEmail = z.infer<typeof ListedEmail>

export const InboxAnswer = z.strictObject({
  address: z.string(),
  count: z.int(),
  emails: z.array(ListedEmail),
})
export type InboxAnswer = z.infer<typeof InboxAnswer>

/** Ours: the document shows an empty list. */
const Attachment = z.strictObject({
  id: z.string(),
  filename: z.string().nullable(),
  content_type: z.string(),
  size_bytes: z.int(),
})
export type Attachment = z.infer<typeof Attachment>

export const MessageAnswer = z.strictObject({
  ...common,
  address: z.string(),
  to: z.array(z.string()),
  text: z.string(),
  /** With a key only, and not with `html=0`. Null for a mail that has none. */
  html: z.string().nullable().optional(),
  /** "Full headers", with a key only. Their name and form are ours. */
  headers: z.array(z.strictObject({ name: z.string(), value: z.string() })).optional(),
  attachments: z.array(Attachment),
})
export type MessageAnswer = z.infer<typeof MessageAnswer>

export const CheckoutAnswer = z.strictObject({
  invoice_id: z.string(),
  rail: Purchase.shape.rail,
  checkout_url: z.string(),
})
export type CheckoutAnswer = z.infer<typeof CheckoutAnswer>

export const InvoiceAnswer = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('pending') }),
  z.strictObject({ status: z.literal('paid'), key_id: z.string() }),
])
export type InvoiceAnswer = z.infer<typeof InvoiceAnswer>

export const FailureCode = z.enum([
  ...(['invalid_address', 'invalid_plan', 'invalid_json'] as const),
  ...(['missing_or_invalid_key', 'key_required', 'key_inactive'] as const),
  ...(['not_found', 'free_tier_quota_exhausted', 'quota_exhausted'] as const),
  ...(['stripe_unavailable', 'lightning_unavailable', 'internal_error'] as const),
  // Ours, for what the document has no case of.
  ...(['forbidden', 'payload_too_large', 'misdirected'] as const),
])
export type FailureCode = z.infer<typeof FailureCode>

export const Failure = z.strictObject({
  error: FailureCode,
  hint: z.string().optional(),
  /** When a used-up budget is there again. Named in the document; that it is here is ours. */
  period_resets_at: time.optional(),
})
export type Failure = z.infer<typeof Failure>
