import type { Plan } from '#shared/api/plans.ts'
import type { EventBus } from '../events/bus.ts'
import type { MailboxRepository } from './repository.ts'
import { deleteStep, type Settled } from './settle-due.ts'

type Deps = {
  repository: MailboxRepository
  events: EventBus
  planOf: (accountId: string) => Plan
  now: () => number
  onError: (error: unknown) => void
  /** A recoverable mailbox was removed because the archive is full. */
  onArchiveFull: (lost: { mailboxId: string; accountId: string }) => void
}

/** The clock of the wall moves with sleep and with whoever sets it, which no timer notices. */
const lookEveryMs = 1_000
/** A store that cannot be written may be able to later. */
const emptyAgainMs = 10_000

/**
 * Expired mailboxes that are remembered, so that their addresses take no mail: those that expired last. More would only
 * fill the store.
 */
const mostExpired = 100_000

/** Knows when the next mailbox runs out, and settles it: by a timer, and before anybody looks. */
export function createExpiryKeeper({ repository, events, planOf, now, onError, onArchiveFull }: Deps) {
  let dueAt = 0 // not known yet: the first call looks
  let settling: Promise<void> | undefined
  let emptying = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  let emptyAgain: NodeJS.Timeout | undefined
  const unemptied = new Set<number>()
  let stopped = false

  /** Resolves when all that has run out by now is written; at once when there is none. */
  async function settle(): Promise<void> {
    while (settling || dueAt <= now()) await (settling ??= settleSome().finally(() => (settling = undefined)))
  }

  async function settleSome(): Promise<void> {
    const at = now()
    const before = dueAt
    dueAt = Infinity // what is made meanwhile lowers it
    try {
      const accounts = await repository.accountsOfDue(at)
      const archiveLimits = Object.fromEntries(accounts.map(({ id }) => [id, planOf(id).archivedMailboxes]))
      const settled = await repository.settleDue({ now: at, archiveLimits, mostExpired })
      watch(settled.nextDueAt)
      announce(settled)
      settled.unemptied.forEach(empty)
    } catch (error) {
      watch(before)
      throw error
    }
  }

  function announce({ archived, expired, deleted }: Settled): void {
    if (deleted.length > 0) events.announce({ type: 'message.deleted', messages: deleted })
    for (const mailbox of archived) events.announce({ type: 'mailbox.archived', ...mailbox })
    for (const { archiveFull, ...mailbox } of expired) {
      events.announce({ type: 'mailbox.expired', ...mailbox })
      if (archiveFull) onArchiveFull(mailbox)
    }
  }

  /** A mailbox runs out at this time. */
  function watch(expiresAt: number | null): void {
    if (expiresAt !== null) dueAt = Math.min(dueAt, expiresAt)
  }

  /** In the background, one mailbox after the other. */
  function empty(key: number): void {
    emptying = emptying
      .then(() => emptyOne(key))
      .catch((error: unknown) => {
        onError(error)
        unemptied.add(key)
        if (!stopped) emptyAgain ??= setTimeout(emptyTheRest, emptyAgainMs)
      })
  }

  function emptyTheRest(): void {
    emptyAgain = undefined
    const keys = [...unemptied]
    unemptied.clear()
    keys.forEach(empty)
  }

  async function emptyOne(key: number): Promise<void> {
    while (!stopped) {
      const messages = await repository.emptyExpired(key)
      if (messages.length > 0) events.announce({ type: 'message.deleted', messages })
      if (messages.length < deleteStep) return
    }
  }

  async function tick(): Promise<void> {
    await settle().catch(onError)
    if (stopped) return
    const untilDue = dueAt - now()
    // Nothing is due now unless settling failed: then not at once again.
    timer = setTimeout(() => void tick(), untilDue > 0 ? Math.min(untilDue, lookEveryMs) : lookEveryMs)
  }

  return {
    settle,
    watch,
    /** Settles what ran out while nothing ran. A store that cannot be written now does not keep Mayfly from starting. */
    async start(): Promise<void> {
      await settle().catch(onError)
      for (const { key } of await repository.unemptied()) empty(key)
      void tick()
    },
    async stop(): Promise<void> {
      stopped = true
      clearTimeout(timer)
      await settling?.catch(onError)
      await emptying
      clearTimeout(emptyAgain)
    },
  }
}
