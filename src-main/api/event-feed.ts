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
      const narrow = mailbox === undefined ? undefined : narrowTo(mailbox, await resolveMailbox(mailbox))
      const coalescer = createCoalescer(send)
      const add = (change: StoreChange) => {
        const narrowed = narrow ? narrow(change) : change
        if (narrowed) coalescer.add(narrowed)
      }
      const unsubscribe = events.subscribe(add)
      if (after !== null) {
        const deliveries = await missed(after, maxCatchUp)
        if (deliveries.length > 0) add({ type: 'message.received', deliveries })
      }
      return () => {
        unsubscribe()
        coalescer.stop()
      }
    },
  }
}

/**
 * Picks the part of a change that concerns one mailbox, if any. A mailbox that was named by its address and is not
 * there yet gets its id with its first mail.
 */
function narrowTo(mailbox: string, knownId: string | undefined) {
  let id = knownId
  return (change: StoreChange): StoreChange | undefined => {
    if (change.type === 'message.received') {
      id ??= change.deliveries.find(({ address }) => sameAddress(address, mailbox))?.mailboxId
      const deliveries = change.deliveries.filter(({ mailboxId }) => mailboxId === id)
      return deliveries.length > 0 ? { ...change, deliveries } : undefined
    }
    if (id === undefined) return undefined
    if ('mailboxId' in change) return change.mailboxId === id ? change : undefined
    return change.mailboxIds.includes(id) ? { ...change, mailboxIds: [id] } : undefined
  }
}

const sameAddress = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()
