import type { Mailbox } from '#shared/api/mailboxes.ts'
import type { Scope } from '#shared/api/scope.ts'
import type { EventBus } from '../events/bus.ts'
import { createAttempt, type SendRequest } from './attempt.ts'
import { createDeliveryHandlers } from './delivery-handlers.ts'
import type { DeliveryRepository, DeliveryRow } from './delivery-repository.ts'
import { createFindWebhook } from './find-webhook.ts'
import { createWebhookHandlers } from './handlers.ts'
import { createOutcomes } from './outcomes.ts'
import { createQueue } from './queue.ts'
import type { NewMessages } from './queue-messages.ts'
import { createRegistry } from './registry.ts'
import type { WebhookRepository, WebhookRow } from './repository.ts'
import { createSender } from './sender.ts'
import { createSweep } from './sweep.ts'

type Deps = {
  webhooks: WebhookRepository
  deliveries: DeliveryRepository
  events: EventBus
  newMessages: NewMessages
  findMailbox: (scope: Scope, idOrAddress: string) => Promise<{ id: string; accountId: string }>
  /** As the API shows it; null when it is gone. */
  showMailbox: (id: string) => Promise<Mailbox | null>
  send: SendRequest
  refusalOfUrl: (url: string, byOwner: boolean) => string | undefined
  version: string
  /** Called with every try, to be counted. */
  onAttempt: (status: DeliveryRow['status']) => void
  now: () => number
  /** At least 0, below 1. */
  random: () => number
  onError: (error: unknown) => void
}

/** Tells receivers what happens. Nothing is done and nothing is written while there is no webhook. */
export async function createWebhooks(deps: Deps) {
  const { webhooks, deliveries, events, now, random, onError } = deps
  const registry = createRegistry(await webhooks.allWebhooks())
  const outcomes = createOutcomes({ record: deliveries.recordOutcomes, onAttempt: deps.onAttempt, onError })
  const sender = createSender({
    registry,
    repository: deliveries,
    outcomes,
    attempt: createAttempt(deps),
    now,
    random,
    onTaken: id => queue.refill(id),
    onError,
  })
  const queue = createQueue({
    registry,
    repository: deliveries,
    newMessages: deps.newMessages,
    findMailbox: deps.showMailbox,
    now,
    onQueued: sender.wake,
    onError,
  })
  const sweep = createSweep({ repository: deliveries, now, onError })
  const find = createFindWebhook(webhooks)
  let unsubscribe = (): void => {}

  function forget(id: string): void {
    registry.remove(id)
    sender.drop(id)
  }

  function apply(row: WebhookRow): void {
    registry.put(row)
    if (row.enabled === 0) return forget(row.id)
    queue.catchUp(row.id)
    sender.wake(row.id)
  }

  return {
    handlers: {
      ...createWebhookHandlers({ ...deps, repository: webhooks, find, onChanged: apply, onDeleted: forget }),
      ...createDeliveryHandlers({
        repository: deliveries,
        find,
        now,
        settled: outcomes.flush,
        onQueued: sender.wake,
      }),
    },
    /** Ends what an account has, at once. */
    forgetAccount(accountId: string): void {
      for (const { id } of registry.ofAccount(accountId)) forget(id)
    },
    start(): void {
      unsubscribe = events.subscribe(queue.accept)
      for (const { id } of registry.all()) queue.catchUp(id)
      sender.start()
      sweep.start()
    },
    async stop(): Promise<void> {
      unsubscribe()
      await sender.stop().catch(onError)
      await queue.stop().catch(onError)
      await sweep.stop()
    },
  }
}
