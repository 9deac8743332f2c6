import { AppError } from '#shared/api/errors.ts'
import type { Handlers } from '#shared/api/handler.ts'
import { cutPage } from '../storage/page.ts'
import type { DeliveryRepository } from './delivery-repository.ts'
import { webhookNotFound, type FindWebhook } from './find-webhook.ts'
import { testEvent } from './happenings.ts'
import type { WebhookRow } from './repository.ts'
import { toWebhookDelivery } from './to-webhook.ts'

type DeliveryOperation = 'listWebhookDeliveries' | 'redeliverWebhookDelivery' | 'testWebhook'

type Deps = {
  repository: DeliveryRepository
  find: FindWebhook
  now: () => number
  /** Resolves when the outcome of every try so far is in the store. */
  settled: () => Promise<void>
  onQueued: (webhookId: string) => void
}

export function createDeliveryHandlers(deps: Deps): Handlers<DeliveryOperation> {
  const { repository, find, now } = deps

  return {
    async listWebhookDeliveries({ id, status = null, cursor, limit }, { caller }) {
      await find(caller, id)
      const before = cursor ? Number(cursor) : null
      const asked = { webhookId: id, status, limit: limit + 1, before }
      const { items, total } = await repository.listDeliveries(asked)
      const { shown, last } = cutPage(items, limit)
      return {
        items: shown.map(row => toWebhookDelivery(row, caller)),
        nextCursor: last ? String(last.number) : null,
        total,
      }
    },

    async redeliverWebhookDelivery({ id, deliveryId }, { caller }) {
      checkEnabled(await find(caller, id))
      await deps.settled()
      const row = await repository.redeliver({ id: deliveryId, webhookId: id, now: now() })
      if (!row) {
        checkEnabled(await find(caller, id))
        throw new AppError(
          'not_found',
          `The webhook has no delivery ${deliveryId}. The log is kept for 30 days.`,
        )
      }
      deps.onQueued(id)
      return toWebhookDelivery(row, caller)
    },

    async testWebhook({ id }, { caller }) {
      checkEnabled(await find(caller, id))
      const row = await repository.insertDelivery({ ...testEvent(id, now()), now: now() })
      if (!row) {
        checkEnabled(await find(caller, id))
        throw webhookNotFound(id)
      }
      deps.onQueued(id)
      return toWebhookDelivery(row, caller)
    },
  }
}

function checkEnabled({ id, enabled }: WebhookRow): void {
  if (enabled === 1) return
  throw new AppError('conflict', `The webhook ${id} is switched off. Set enabled to true first.`)
}
