import { z } from 'zod'
import { Timestamp } from './fields.ts'
import { page, pageQuery } from './lists.ts'
import { operation } from './operation.ts'

/** What a webhook can be told of. */
export const webhookEvents = [
  'message.received',
  'message.updated',
  'message.deleted',
  'mailbox.created',
  'mailbox.updated',
  'mailbox.expired',
  'mailbox.archived',
  'mailbox.restored',
  'mailbox.deleted',
] as const
export type WebhookEvent = (typeof webhookEvents)[number]

/** What the emulated MoMail tells of, in its own words: see docs/services/momail.md. Only the first two happen here. */
export const momailEvents = [
  'email.received',
  'email.processed',
  'domain.verified',
  'api_key.created',
  'usage.warning',
] as const

/** `*` is every event of Mayfly's own, also those that later versions add. */
const EventChoice = z.enum([...webhookEvents, ...momailEvents, '*'])

export const Webhook = z.object({
  id: z.string(),
  accountId: z.string(),
  url: z.string(),
  events: z.array(EventChoice),
  /** The id of the only mailbox it hears of; null = all of its account. */
  mailbox: z.string().nullable(),
  /** The only domains whose mailboxes it hears of, when a key with such a limit made it; null = all. */
  mailboxDomains: z.array(z.string()).nullable(),
  enabled: z.boolean(),
  secretLastFour: z.string(),
  createdAt: Timestamp,
})
export type Webhook = z.infer<typeof Webhook>

const WebhookDeliveryStatus = z.enum(['pending', 'delivered', 'failed'])

/** One event on its way to one webhook. Its id is the `webhook-id` that the receiver sees, the same on every try. */
export const WebhookDelivery = z.object({
  id: z.string(),
  webhookId: z.string(),
  /** An event, or `webhook.test`. */
  event: z.string(),
  status: WebhookDeliveryStatus,
  attempts: z.int(),
  /** When it is tried next; null once it is delivered or given up. */
  nextAttemptAt: Timestamp.nullable(),
  /** HTTP status of the last answer; null when there was none. */
  lastStatus: z.int().nullable(),
  /** What was wrong with the last try. */
  lastError: z.string().nullable(),
  createdAt: Timestamp,
  deliveredAt: Timestamp.nullable(),
})
export type WebhookDelivery = z.infer<typeof WebhookDelivery>

/** Long enough for any real address, short enough to keep and show. */
const maxUrlChars = 2048

const WebhookUrl = z
  .string()
  .max(maxUrlChars)
  .refine(isPlainWebUrl, 'must be an http or https URL without user name and password')

/** https://www.standardwebhooks.com: 24 to 64 bytes as base64 behind `whsec_`. */
const Secret = z.string().refine(isSecret, 'must be whsec_ and the base64 of 24 to 64 bytes')

const events = z.array(EventChoice).min(1).max(20)
const mailbox = z.string().min(1).max(320)
const webhookParams = z.strictObject({ id: z.string().min(1).max(100) })

export const webhookOperations = {
  listWebhooks: operation({
    method: 'GET',
    path: '/webhooks',
    summary: 'Webhooks, newest first.',
    access: 'key',
    query: z.strictObject(pageQuery),
    output: page(Webhook),
  }),
  createWebhook: operation({
    method: 'POST',
    path: '/webhooks',
    summary:
      'Has events of an account, or of one `mailbox`, posted to `url`. The answer has the signing `secret`, the only time it is shown.',
    access: 'key',
    body: z.strictObject({
      url: WebhookUrl,
      events,
      /** An id or an address. */
      mailbox: mailbox.optional(),
      /** Made when it is left out. */
      secret: Secret.optional(),
      /** Only for the owner. */
      accountId: z.string().min(1).max(100).optional(),
    }),
    output: Webhook.extend({ secret: z.string() }),
    status: 201,
  }),
  getWebhook: operation({
    method: 'GET',
    path: '/webhooks/:id',
    summary: 'One webhook.',
    access: 'key',
    params: webhookParams,
    output: Webhook,
  }),
  updateWebhook: operation({
    method: 'PATCH',
    path: '/webhooks/:id',
    summary:
      'Changes a webhook. Switched off, it hears of nothing, and what it had not been told yet is given up.',
    access: 'key',
    params: webhookParams,
    body: z.strictObject({
      url: WebhookUrl.optional(),
      events: events.optional(),
      /** Null = all of the account. */
      mailbox: mailbox.nullable().optional(),
      enabled: z.boolean().optional(),
      /** Signs what is sent from now on. */
      secret: Secret.optional(),
    }),
    output: Webhook,
  }),
  deleteWebhook: operation({
    method: 'DELETE',
    path: '/webhooks/:id',
    summary: 'Deletes a webhook with its deliveries.',
    access: 'key',
    params: webhookParams,
    output: z.void(),
    status: 204,
  }),
  listWebhookDeliveries: operation({
    method: 'GET',
    path: '/webhooks/:id/deliveries',
    summary: 'What was sent or is to be sent to a webhook, newest first.',
    access: 'key',
    params: webhookParams,
    query: z.strictObject({ ...pageQuery, status: WebhookDeliveryStatus.optional() }),
    output: page(WebhookDelivery),
  }),
  redeliverWebhookDelivery: operation({
    method: 'POST',
    path: '/webhooks/:id/deliveries/:deliveryId/redeliver',
    summary: 'Sends a delivery once more, at once and with the same `webhook-id`.',
    access: 'key',
    params: webhookParams.extend({ deliveryId: z.string().min(1).max(100) }),
    output: WebhookDelivery,
  }),
  testWebhook: operation({
    method: 'POST',
    path: '/webhooks/:id/test',
    summary: 'Sends a `webhook.test` event at once; its delivery says what became of it.',
    access: 'key',
    params: webhookParams,
    output: WebhookDelivery,
    status: 201,
  }),
}

function isPlainWebUrl(text: string): boolean {
  if (/[\s\p{Cc}]/u.test(text) || !URL.canParse(text)) return false
  const { protocol, username, password } = new URL(text)
  return (protocol === 'http:' || protocol === 'https:') && username === '' && password === ''
}

function isSecret(text: string): boolean {
  const [, base64, padding] =
    /^whsec_((?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2,3})?)(={0,2})$/.exec(text) ?? []
  if (base64 === undefined || (base64.length + padding!.length) % 4 !== 0) return false
  const bytes = Math.floor((base64.length * 3) / 4)
  return bytes >= 24 && bytes <= 64
}
