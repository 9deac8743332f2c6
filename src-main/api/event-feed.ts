import { AppError } from '#shared/api/errors.ts'
import type { StoreEvent } from '#shared/api/events.ts'
import { eventStreamsAtOnce } from '#shared/api/limits.ts'
import { ownsIt, type Scope } from '#shared/api/scope.ts'
import type { EventBus, NewDelivery, StoreChange } from '../events/bus.ts'
import { createCoalescer } from '../events/coalesce.ts'
import { createMailboxListeners } from '../events/mailbox-listeners.ts'
import { createPlaces } from '../rates/places.ts'
import { createTurns } from '../rates/turns.ts'

type Follower = {
  scope: Scope
  /** Only this mailbox: its id or its address. */
  mailbox?: string | undefined
  /** Catch up first with what came after this `seq`. */
  after?: number | null
  send: (event: StoreEvent) => void
}

type Deps = {
  events: EventBus
  /** Resolves when the store says of every mailbox what it is by now. */
  settle: () => Promise<void>
  /** Messages after a `seq`, oldest first, at most `limit`; of one mailbox, when it is named. */
  missed: (asked: {
    after: number
    limit: number
    mailboxId: string | null
    scope: Scope
  }) => Promise<NewDelivery[]>
  /** The mailbox, or undefined for one that may still come; throws for one that the scope may never see. */
  findExpected: (scope: Scope, idOrAddress: string) => Promise<{ id: string } | undefined>
}

export type EventFeed = ReturnType<typeof createEventFeed>

/** More than this is not named one by one: the event's `seq` tells the client to ask the list. */
const maxCatchUp = 1_000
/** An event takes 30 µs for each client that hears it. */
const toldPerTurn = 100

/** Live events for one client, whichever transport carries them: filtered, coalesced, caught up. */
export function createEventFeed({ events, settle, missed, findExpected }: Deps) {
  const listeners = createMailboxListeners(events)
  const places = createPlaces(eventStreamsAtOnce)
  const turns = createTurns(toldPerTurn)

  async function begin({ scope, mailbox, after = null, send }: Follower): Promise<() => void> {
    await settle()
    const mailboxId = mailbox === undefined ? undefined : (await findExpected(scope, mailbox))?.id
    const narrow = mailbox === undefined ? undefined : narrowTo(mailbox, mailboxId)
    const coalescer = createCoalescer(send, turns.run)
    // What was missed goes first: a client that saw a newer id would never ask for it again.
    let held: StoreChange[] | undefined = []
    const add = (change: StoreChange) => {
      const visible = withinScope(scope, change)
      const narrowed = visible && narrow ? narrow(visible) : visible
      if (narrowed) coalescer.add(narrowed)
    }
    const listen = (change: StoreChange) => void (held ? held.push(change) : add(change))
    const unsubscribe =
      mailbox === undefined
        ? events.subscribe(listen)
        : listeners.add(mailboxId === undefined ? [mailbox] : [mailbox, mailboxId], listen)
    if (after !== null) {
      const deliveries = await missed({ after, limit: maxCatchUp, mailboxId: mailboxId ?? null, scope })
      if (deliveries.length > 0) add({ type: 'message.received', deliveries })
    }
    const waiting = held
    held = undefined
    waiting.forEach(add)
    return () => {
      unsubscribe()
      coalescer.stop()
    }
  }

  return {
    /** Returns the function that ends it. Rejects when there are too many already. */
    async follow(follower: Follower): Promise<() => void> {
      const leavePlace = places.take(follower.scope.accountId ?? owner)
      if (!leavePlace) throw tooMany
      try {
        const end = await begin(follower)
        return () => {
          end()
          leavePlace()
        }
      } catch (error) {
        leavePlace()
        throw error
      }
    },
  }
}

/** Has no account of its own. */
const owner = ''

const tooMany = new AppError(
  'rate_limit_exceeded',
  `Too many event streams are open already: at most ${eventStreamsAtOnce.each} of one account, and ${eventStreamsAtOnce.all} of all. Close some, or follow all mailboxes with one.`,
)

/** Picks the part of a change that a caller may learn of, if any. */
function withinScope(scope: Scope, change: StoreChange): StoreChange | undefined {
  if (scope.accountId === null) return change
  return pick(change, thing => ownsIt(scope, thing) && (scope.domains?.includes(thing.domain) ?? true))
}

/**
 * Picks the part of a change that concerns one mailbox, if any. A mailbox that was named by its address gets its id with
 * its mail: it may not be there yet, or be deleted and come again.
 */
function narrowTo(mailbox: string, knownId: string | undefined) {
  let id = knownId
  return (change: StoreChange): StoreChange | undefined => {
    if (change.type === 'message.received')
      id = change.deliveries.find(({ address }) => sameAddress(address, mailbox))?.mailboxId ?? id
    return id === undefined ? undefined : pick(change, ({ mailboxId }) => mailboxId === id)
  }
}

type Placed = { mailboxId: string; accountId: string; domain: string }

/** The change with only those things that pass; undefined when none does. */
function pick(change: StoreChange, passes: (thing: Placed) => boolean): StoreChange | undefined {
  if (change.type === 'message.received') {
    const deliveries = change.deliveries.filter(passes)
    return deliveries.length > 0 ? { ...change, deliveries } : undefined
  }
  if ('messages' in change) {
    const messages = change.messages.filter(passes)
    return messages.length > 0 ? { ...change, messages } : undefined
  }
  // Keys, jobs, limits and SMTP sessions are in no mailbox, and nobody's but the owner's.
  return 'mailboxId' in change && passes(change) ? change : undefined
}

const sameAddress = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()
