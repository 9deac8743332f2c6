import type { Mailbox } from '#shared/api/mailboxes.ts'
import type { StoreChange } from '../events/bus.ts'
import type { DeliveryRepository, WriteQueued } from './delivery-repository.ts'
import { isTold } from './happenings.ts'
import { createChangeQueue } from './queue-changes.ts'
import { createMessageQueue, type MomailEvent, type NewMessages } from './queue-messages.ts'
import type { Registry } from './registry.ts'

type Deps = {
  registry: Registry
  repository: Pick<DeliveryRepository, 'queueDeliveries' | 'countPending'>
  newMessages: NewMessages
  momailEvent: MomailEvent
  findMailbox: (id: string) => Promise<Mailbox | null>
  now: () => number
  /** Called when there is something to send. */
  onQueued: (webhookId: string) => void
  onError: (error: unknown) => void
}

/** The first change is queued at once, what follows within this time together. */
const quietMs = 100
/** Rows of one write, so that arriving mail waits a few milliseconds at most. */
const rowsPerWrite = 200
/** So many wait for one receiver. Messages beyond are found again once it has taken some; other changes are lost. */
const maxPending = 10_000
/** A store that cannot be written may be able to soon. */
const retryMs = 1_000

/** Turns what happens into deliveries, in batches and beside the ingest, which never waits for it. */
export function createQueue({ registry, repository, now, onQueued, onError, ...deps }: Deps) {
  const roomOf = async (webhookId: string) =>
    maxPending - (await repository.countPending({ webhookId, most: maxPending }))
  const shared = { registry, roomOf, write, rowsPerWrite, now, onError }
  const messages = createMessageQueue({
    ...shared,
    newMessages: deps.newMessages,
    momailEvent: deps.momailEvent,
  })
  const changes = createChangeQueue({ ...shared, findMailbox: deps.findMailbox })
  let timer: NodeJS.Timeout | undefined
  let flushing: Promise<void> | undefined
  let stopped = false

  async function write(...[deliveries, advances]: Parameters<WriteQueued>): Promise<void> {
    if (deliveries.length === 0) return
    const gone = await repository.queueDeliveries({ deliveries, advances, now: now() })
    for (const id of gone) registry.remove(id)
    for (const id of new Set(deliveries.map(({ webhookId }) => webhookId))) onQueued(id)
  }

  function schedule(): void {
    if (stopped || flushing || timer || !(messages.hasWork() || changes.hasWork())) return
    timer = setTimeout(run, 0)
  }

  function run(): void {
    flushing = changes
      .flush()
      .then(messages.flush)
      .then(() => rest(quietMs))
      .catch((error: unknown) => {
        onError(error)
        rest(retryMs)
      })
  }

  /** What comes meanwhile is queued together. */
  function rest(restMs: number): void {
    flushing = undefined
    timer = stopped
      ? undefined
      : setTimeout(() => {
          timer = undefined
          schedule()
        }, restMs)
  }

  return {
    accept(change: StoreChange): void {
      if (registry.isEmpty() || !isTold(change)) return
      if (change.type === 'message.received') messages.accept(change.deliveries)
      else changes.accept(change)
      schedule()
    },
    /** Looks for messages that this webhook was not told of yet. */
    catchUp(id: string): void {
      messages.catchUp(id)
      schedule()
    },
    /** Its receiver has taken something: there is room again. */
    refill(id: string): void {
      messages.refill(id)
      schedule()
    },
    /** Writes what only memory knows; new messages are found again at the next start. */
    async stop(): Promise<void> {
      stopped = true
      clearTimeout(timer)
      await flushing
      await changes.flush()
    },
  }
}
