import { toTimestamp } from '#shared/api/fields.ts'
import type { Caller } from '#shared/api/handler.ts'
import type { Webhook, WebhookDelivery } from '#shared/api/webhooks.ts'
import type { ShownDelivery } from './delivery-repository.ts'
import type { WebhookRow } from './repository.ts'

export function toWebhook(row: WebhookRow): Webhook {
  return {
    id: row.id,
    accountId: row.account_id,
    url: row.url,
    events: JSON.parse(row.events) as Webhook['events'],
    mailbox: row.mailbox_id,
    mailboxDomains: row.domains === null ? null : (JSON.parse(row.domains) as string[]),
    enabled: row.enabled === 1,
    secretLastFour: row.secret.replace(/=+$/, '').slice(-4),
    createdAt: toTimestamp(row.created_at),
  }
}

/** What a receiver answered is for the owner alone: a key may send to where it cannot look itself. */
export function toWebhookDelivery(row: ShownDelivery, caller: Caller): WebhookDelivery {
  const detail = caller.kind === 'owner' ? row.last_detail : null
  return {
    id: row.id,
    webhookId: row.webhook_id,
    event: row.event,
    status: row.status,
    attempts: row.attempts,
    nextAttemptAt: toTimestampOrNull(row.next_at),
    lastStatus: row.last_status,
    lastError: detail ?? row.last_error,
    createdAt: toTimestamp(row.created_at),
    deliveredAt: toTimestampOrNull(row.delivered_at),
  }
}

const toTimestampOrNull = (ms: number | null) => (ms === null ? null : toTimestamp(ms))
