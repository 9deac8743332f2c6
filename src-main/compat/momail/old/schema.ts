import { z } from 'zod'
import { Timestamp, wholeNumber } from '#shared/api/fields.ts'
import { usageDays } from '#shared/api/usage.ts'
import { webhookFields } from '../account-webhooks.ts'
import { done, maxLimit, offset, Tier } from '../schema.ts'

/** The shapes of the older generation, field by field as its documents show them. */

const meta = z.strictObject({ total: z.int(), limit: z.int(), offset: z.int(), hasMore: z.boolean() })

const Key = z.strictObject({
  keyId: z.uuid(),
  name: z.string(),
  keyPrefix: z.string(),
  plan: Tier,
  /** Calls a minute; null where the plan has no such limit. */
  rateLimit: z.int().nullable(),
  lastUsed: Timestamp.nullable(),
  createdAt: Timestamp,
  expirationTs: Timestamp.nullable(),
})
export const KeysAnswer = z.strictObject({ ...done, data: z.array(Key), meta })
export const KeyCreated = z.strictObject({
  ...done,
  data: Key.omit({ lastUsed: true }).extend({ apiKey: z.string() }),
  meta: z.strictObject({ warning: z.string() }),
})
export const KeyRevoked = z.strictObject({
  ...done,
  data: z.strictObject({ keyId: z.uuid(), revoked: z.literal(true) }),
})

export const CreateDomain = z.object({ domain: z.string().trim().toLowerCase().min(1).max(253) })
const Domain = z.strictObject({
  domain_id: z.uuid(),
  domain_name: z.string(),
  verified: z.boolean(),
  mx_configured: z.boolean(),
  created_at: Timestamp,
})
export const DomainsAnswer = z.strictObject({ ...done, data: z.array(Domain), meta })
export const DomainCreated = z.strictObject({
  ...done,
  data: Domain.extend({ verification_token: z.string() }),
})
export const DomainAnswer = z.strictObject({
  ...done,
  data: Domain.extend({
    verification_instructions: z.strictObject({ type: z.string(), name: z.string(), value: z.string() }),
  }),
})
export const DomainVerified = z.strictObject({
  ...done,
  data: z.strictObject({
    verified: z.literal(true),
    mx_instructions: z.strictObject({ host: z.string(), priority: z.int() }),
  }),
})

export const Search = z.object({
  query: z.string().min(1).max(1000),
  domain: z.string().trim().toLowerCase().min(1).max(253).optional(),
  limit: z.int().min(1).max(maxLimit).default(20),
  offset,
})
export const SearchAnswer = z.strictObject({
  ...done,
  data: z.array(
    z.strictObject({
      email_id: z.uuid(),
      subject: z.string(),
      from: z.string(),
      date: Timestamp,
      snippet: z.string(),
      score: z.number(),
    }),
  ),
  meta: z.strictObject({ page: z.int(), limit: z.int(), total: z.int(), hasMore: z.boolean() }),
})
export const Suggest = z.object({ q: z.string().min(1).max(200) })
export const SuggestAnswer = z.strictObject({ ...done, data: z.array(z.string()) })

export const SaveWebhook = z.object(webhookFields)

/** Where a browser is sent back to. */
const WebUrl = z.url({ protocol: /^https?$/ }).max(2048)

export const Checkout = z.object({ plan: Tier, successUrl: WebUrl, cancelUrl: WebUrl })
export const Portal = z.object({ returnUrl: WebUrl })
export const UsageDays = z.object({ days: wholeNumber(1, usageDays).default(usageDays) })
