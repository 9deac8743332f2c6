import { Mailbox } from '#shared/api/mailboxes.ts'
import { expositionType, writeExposition, type Family } from './exposition.ts'
import { gauge } from './instruments.ts'
import { processFamilies } from './process-families.ts'
import type { MetricsRepository } from './repository.ts'

type Deps = {
  /** What was counted since the start. */
  counted: () => Family[]
  repository: MetricsRepository
  info: { version: string; runtime: string }
  totals: () => Promise<{ message_count: number }>
  storeQueue: () => number
  waiters: () => number
  now: () => number
}

/** Everything that is told of the program in numbers, as Prometheus reads it. */
export function createMetrics(deps: Deps) {
  return {
    type: expositionType,
    read: async (): Promise<string> =>
      writeExposition([
        gauge('mayfly_info', 'Which Mayfly this is.', [{ labels: deps.info, value: 1 }]),
        ...(await processFamilies(deps.now)),
        ...deps.counted(),
        ...stateFamilies(deps),
        ...(await storeFamilies(deps)),
      ]),
  }
}

function stateFamilies({ storeQueue, waiters }: Deps): Family[] {
  return [
    gauge('mayfly_store_queue_depth', 'Jobs that the store has not answered yet.', storeQueue()),
    gauge('mayfly_http_waiters', 'Calls that wait for mail now.', waiters()),
  ]
}

async function storeFamilies({ repository, totals }: Deps): Promise<Family[]> {
  const [{ message_count }, mailboxes, pendingDeliveries] = await Promise.all([
    totals(),
    repository.countMailboxes(),
    repository.countPendingDeliveries(),
  ])
  return [
    gauge('mayfly_webhook_queue_depth', 'Webhook deliveries that wait to be sent.', pendingDeliveries),
    gauge('mayfly_messages', 'Messages in the store.', message_count),
    gauge(
      'mayfly_mailboxes',
      'Mailboxes in the store, by status.',
      // All of them, so that what is 0 does not look as if it were not known.
      Mailbox.shape.status.options.map(status => ({
        labels: { status },
        value: mailboxes[status],
      })),
    ),
  ]
}
