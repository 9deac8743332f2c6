import type { Mailbox } from '#shared/api/mailboxes.ts'
import type { Scope } from '#shared/api/scope.ts'
import type { EventBus } from '../events/bus.ts'
import { createAttempt, type SendRequest } from './attempt.ts'
import { createDeliveryHandlers } from './delivery-handlers.ts'
import type { DeliveryRepository, DeliveryRow } from './delivery-repository.ts'
import type { WebhookKey } from './end-of-key.ts'
import { createEnding } from './ending.ts'
import { createFindWebhook } from './find-webhook.ts'
import { createWebhookHandlers } from './handlers.ts'
import { createOutcomes } from './outcomes.ts'
import { createQueue } from './queue.ts'
import type { MomailEvent, NewMessages } from './queue-messages.ts'
import { createRegistry, toTarget } from './registry.ts'
import type { WebhookRepository, WebhookRow } from './repository.ts'
import { createSender } from './sender.ts'
import { createSweep } from './sweep.ts'

type Deps = {
  webhooks: WebhookRepository
  deliveries: DeliveryRepository
  events: EventBus
  newMessages: NewMessages
  momailEvent: MomailEvent
  findMailbox: (scope: Scope, idOrAddress: string) => Promise<{ id: string; accountId: string }>
  /** As the API shows it; null when it is gone. */
  showMailbox: (id: string) => Promise<Mailbox | null>
  /** The key with this id, as it is now; undefined when there is none. */
  keyOf: (keyId: string) => WebhookKey | undefined
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
  const rows = await webhooks.allWebhooks()
  const registry = createRegistry(rows)
  const ending = createEnding({ registry, webhooks, deliveries, keyOf: deps.keyOf, forget, onError })
  const outcomes = createOutcomes({
    record: deliveries.recordOutcomes,
    onAttempt: deps.onAttempt,
    onGone: id => ending.giveUpLater({ id, keyId: null, domains: null }),
    onError,
  })
  const sender = createSender({
    registry,
    repository: deliveries,
    outcomes,
    endIfDue: ending.endIfDue,
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
    momailEvent: deps.momailEvent,
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
    const target = registry.get(row.id)
    if (!target) return forget(row.id)
    if (ending.endIfDue(target)) return
    queue.catchUp(row.id)
    sender.wake(row.id)
  }

  return {
    handlers: {
      ...createWebhookHandlers({ ...deps, ...ending, repository: webhooks, find, onChanged: apply }),
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
    /** The key may do something else than before, or nothing any more. */
    keyChanged: ending.keyChanged,
    /** For when an account was not deleted after all: the webhooks that it still has are told again. */
    async recallAccount(accountId: string): Promise<void> {
      const rows = await webhooks.allWebhooks()
      rows.filter(row => row.account_id === accountId).forEach(apply)
    },
    start(): void {
      unsubscribe = events.subscribe(queue.accept)
      // The program may have ended between the end of a key, or of a webhook, and what follows from it.
      for (const target of registry.all()) ending.endIfDue(target)
      for (const row of rows) if (row.enabled === 0) ending.giveUpLater(toTarget(row))
      for (const { id } of registry.all()) queue.catchUp(id)
      sender.start()
      sweep.start()
    },
    async stop(): Promise<void> {
      unsubscribe()
      await sender.stop().catch(onError)
      await queue.stop().catch(onError)
      await ending.stop()
      await sweep.stop()
    },
  }
}
