import type { DeliveryRepository } from './delivery-repository.ts'
import { endOfKey, type WebhookKey } from './end-of-key.ts'
import type { Registry, Target } from './registry.ts'
import type { WebhookRepository } from './repository.ts'

type Deps = {
  registry: Registry
  webhooks: Pick<WebhookRepository, 'switchOffWebhook'>
  deliveries: Pick<DeliveryRepository, 'giveUpDeliveries' | 'deleteDeliveries'>
  /** Undefined when there is no such key. */
  keyOf: (keyId: string) => WebhookKey | undefined
  /** Ends all sending to a webhook. */
  forget: (id: string) => void
  onError: (error: unknown) => void
}

type Ended = Pick<Target, 'id' | 'keyId' | 'domains'>

/** Rows in one step, so that arriving mail waits a few milliseconds at most. */
const stepSize = 500
const switchedOff = 'The webhook was switched off before this was delivered.'

/** Ends webhooks: those whose keys ended, at once, and in steps what was still to be sent. */
export function createEnding({ registry, webhooks, deliveries, keyOf, forget, onError }: Deps) {
  const running = new Set<Promise<void>>()

  const endOf = (webhook: Omit<Ended, 'id'>): string | undefined =>
    webhook.keyId === null ? undefined : endOfKey(webhook, keyOf(webhook.keyId))

  async function giveUp(webhook: Ended): Promise<void> {
    const step = { webhookId: webhook.id, why: endOf(webhook) ?? switchedOff, limit: stepSize }
    while ((await deliveries.giveUpDeliveries(step)) === stepSize);
  }

  async function end(webhook: Ended): Promise<void> {
    await webhooks.switchOffWebhook(webhook.id)
    await giveUp(webhook)
  }

  function inBackground(work: Promise<void>): void {
    const run = work.catch(onError).finally(() => running.delete(run))
    running.add(run)
  }

  function endIfDue(target: Target): boolean {
    if (endOf(target) === undefined) return false
    forget(target.id)
    inBackground(end(target))
    return true
  }

  return {
    endOf,
    /** Ends a webhook whose key has ended; false while it may go on. */
    endIfDue,
    /** The key may do something else than before. */
    keyChanged(keyId: string): void {
      for (const target of registry.all()) if (target.keyId === keyId) endIfDue(target)
    },
    /** Of a webhook that is switched off. */
    giveUp,
    giveUpLater: (webhook: Ended): void => inBackground(giveUp(webhook)),
    async clear(webhookId: string): Promise<void> {
      while ((await deliveries.deleteDeliveries({ webhookId, limit: stepSize })) === stepSize);
    },
    async stop(): Promise<void> {
      await Promise.all(running)
    },
  }
}
