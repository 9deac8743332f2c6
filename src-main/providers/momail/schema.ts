import { z } from 'zod'
import { count, flag, id, listUnder, text, thingUnder, time } from '../tolerant.ts'

/** The older generation writes camelCase, the current one snake_case; what a page leaves open may be either. */

export const Mailbox = z.object({
  mailbox_id: id,
  email_address: z.string(),
  domain: text,
  status: text,
  created_at: time,
})
export const Mailboxes = listUnder(Mailbox, 'mailboxes', 'data')
export const CreatedMailbox = thingUnder(Mailbox, 'mailbox', 'data')

const Party = z
  .union([
    z.string(),
    z
      .object({ name: text, address: text, email: text })
      .transform(one => writeParty(one.name, one.address ?? one.email)),
  ])
  .nullish()
  .catch(null)
const Parties = z.union([z.array(Party), Party.transform(one => [one])]).catch([])

/** The shape of an email in lists is not documented beyond search results. */
export const Email = z
  .object({
    email_id: id.optional(),
    id: id.optional(),
    mailbox_id: id.optional().catch(undefined),
    mailbox: text,
    email_address: text,
    from: Party,
    to: Parties,
    subject: text,
    snippet: text,
    date: time,
    received_at: time,
    created_at: time,
    size: count,
    size_bytes: count,
    has_attachments: flag,
  })
  .refine(email => (email.email_id ?? email.id) !== undefined)

const Page = z.object({ total: count, has_more: flag, hasMore: flag }).optional().catch(undefined)
const emailLists = ['emails', 'results', 'data', 'items', 'messages']
export const Emails = z.unknown().transform((body, context) => {
  const items = listUnder(Email, ...emailLists).safeParse(body)
  if (!items.success) {
    context.addIssue({ code: 'custom', message: 'is no list of emails' })
    return z.NEVER
  }
  const fields = Array.isArray(body) ? {} : (body as Record<string, unknown>)
  const { total, has_more, hasMore } =
    Page.parse({ ...fields, ...asObject(fields.meta), ...asObject(fields.pagination) }) ?? {}
  return { items: items.data, total: total ?? null, hasMore: has_more ?? hasMore ?? null }
})

/** Keys of the current generation are shown nowhere; those of the older one are. */
export const Key = z
  .object({
    keyId: id.optional(),
    key_id: id.optional(),
    id: id.optional(),
    name: text,
    keyPrefix: text,
    key_prefix: text,
    plan: text,
    lastUsed: time,
    last_used: time,
    createdAt: time,
    created_at: time,
    expirationTs: time,
    expiration_ts: time,
    expires_at: time,
  })
  .refine(key => (key.keyId ?? key.key_id ?? key.id) !== undefined)
export const Keys = listUnder(Key, 'data', 'keys', 'items')
const Secret = z
  .object({ apiKey: text, api_key: text, key: text })
  .transform(({ apiKey, api_key, key }) => apiKey ?? api_key ?? key)
  .pipe(z.string().min(1))
export const CreatedKey = thingUnder(z.object({}).loose(), 'data', 'key').transform((fields, context) => {
  const [key, secret] = [Key.safeParse(fields), Secret.safeParse(fields)]
  if (key.success && secret.success) return { key: key.data, secret: secret.data }
  context.addIssue({ code: 'custom', message: 'is no key with its secret' })
  return z.NEVER
})

export const Domain = z.object({
  domain_id: id,
  domain_name: z.string(),
  verified: flag,
  /** When it is made; afterwards it is in the instructions. */
  verification_token: text,
  verification_instructions: z.object({ value: text }).nullish().catch(null),
})
export const Domains = listUnder(Domain, 'data', 'domains')
export const OneDomain = thingUnder(Domain, 'data', 'domain')

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function writeParty(name: string | null, address: string | null): string | null {
  if (address === null) return name
  return name === null || name === '' ? address : `${name} <${address}>`
}
