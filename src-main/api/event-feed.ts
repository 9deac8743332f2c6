import type { StoreEvent } from '#shared/api/events.ts'
import type { EventBus, StoreChange } from '../events/bus.ts'
import { createCoalescer } from '../events/coalesce.ts'

type Follower = {
  /** Only this mailbox: its id or its address. */
  mailbox?: string | undefined
  /** Catch up first with what came after this `seq`. */
  after?: number | null
  send: (event: StoreEvent) => void
}

type Deps = {
  events: EventBus
  /** Messages after a `seq`, oldest first, at most so many. */
  missed: (
    after: number,
    limit: number,
  ) => Promise<{ id: string; seq: number; mailboxId: string; address: string }[]>
  resolveMailbox: (idOrAddress: string) => Promise<string | undefined>
}

export type EventFeed = ReturnType<typeof createEventFeed>

/** More than this is not named one by one: the event's `seq` tells the client to ask the list. */
const maxCatchUp = 1_000

/** Live events for one client, whichever transport carries them: filtered, coalesced, caught up. */
export function createEventFeed({ events, missed, resolveMailbox }: Deps) {
  return {
    /** Returns the function that ends it. */
    async follow({ mailbox, after = null, send }: Follower): Promise<() => void> {
      const mailboxId = mailbox === undefined ? undefined : ((await resolveMailbox(mailbox)) ?? mailbox)
      const coalescer = createCoalescer(send)
      const unsubscribe = events.subscribe(change => {
        const narrowed = mailboxId === undefined ? change : narrow(change, mailboxId)
        if (narrowed) coalescer.add(narrowed)
      })
      if (after !== null) {
        const deliveries = (await missed(after, maxCatchUp)).filter(
          one => mailboxId === undefined || one.mailboxId === mailboxId,
        )
        if (deliveries.length > 0) coalescer.add({ type: 'message.received', deliveries })
      }
      return () => {
        unsubscribe()
        coalescer.stop()
      }
    },
  }
}

/** The part of a change that concerns a mailbox, if any. */
function narrow(change: StoreChange, mailboxId: string): StoreChange | undefined {
  if ('mailboxId' in change) return change.mailboxId === mailboxId ? change : undefined
  if (change.type !== 'message.received')
    return change.mailboxIds.includes(mailboxId) ? { ...change, mailboxIds: [mailboxId] } : undefined
  const deliveries = change.deliveries.filter(delivery => delivery.mailboxId === mailboxId)
  return deliveries.length > 0 ? { ...change, deliveries } : undefined
}
