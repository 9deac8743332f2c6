import { setImmediate } from 'node:timers/promises'
import type { EventBus } from '../events/bus.ts'
import { createTurns } from '../rates/turns.ts'

export type WakeReason = 'mail' | 'timeout' | 'gone' | 'stopped'

export type Waiter = {
  /** Resolves when mail came since the last call, when the time is over, when the caller left, or when Mayfly stops. */
  next(): Promise<WakeReason>
  stop(): void
}

/** What a call waits for that names no mailbox: mail of every mailbox, or of every one of an account. */
export const anyMailbox = (accountId: string | null): string =>
  accountId === null ? '*' : `account:${accountId}`

/** Each looks into the store, and one that finds its mail is answered, which takes half a millisecond. */
const wokenPerTurn = 10

/**
 * Calls that wait for mail. Each is filed under the one mailbox that it is about (its id or lower-case address) or
 * the account, so that a message wakes only those who may want it: a thousand waiters cost nothing while nothing comes.
 */
export function createWaiters(events: EventBus) {
  const waiting = new Map<string, Set<() => void>>()
  /** What ends each wait that is going on because Mayfly stops. */
  const ends = new Set<() => void>()
  const turns = createTurns(wokenPerTurn)
  let stopping = false
  const allEnded = Promise.withResolvers<void>()

  const unsubscribe = events.subscribe(change => {
    if (change.type !== 'message.received') return
    const keys = new Set([anyMailbox(null)])
    for (const { mailboxId, accountId, address } of change.deliveries)
      keys.add(mailboxId).add(anyMailbox(accountId)).add(address.toLowerCase())
    for (const key of keys) for (const wake of waiting.get(key) ?? []) wake()
  })

  function wait(mailbox: string, timeoutMs: number, signal: AbortSignal): Waiter {
    const key = mailbox.toLowerCase()
    let reason: WakeReason | undefined
    let resume: (() => void) | undefined
    /** It is woken once for all that came until its turn. */
    let isDue = false
    const wakeInTurn = (why: WakeReason) => () => {
      if (reason === undefined || why !== 'mail') reason = why
      if (isDue) return
      isDue = true
      turns.run(() => {
        isDue = false
        resume?.()
      })
    }
    const wake = wakeInTurn('mail')
    const leave = wakeInTurn('gone')
    const end = () => {
      reason = 'stopped'
      isDue = false
      resume?.()
    }
    ends.add(end)
    const timer = setTimeout(wakeInTurn('timeout'), timeoutMs)
    signal.addEventListener('abort', leave)
    if (signal.aborted) leave()
    if (stopping) end()
    file(waiting, key, wake)

    return {
      async next() {
        if (reason === undefined || isDue) await new Promise<void>(resolve => (resume = resolve))
        const why = reason!
        if (why === 'mail') reason = undefined
        return why
      },
      stop() {
        clearTimeout(timer)
        signal.removeEventListener('abort', leave)
        unfile(waiting, key, wake)
        ends.delete(end)
        if (stopping && ends.size === 0) allEnded.resolve()
      },
    }
  }

  return {
    wait,
    count: () => [...waiting.values()].reduce((sum, set) => sum + set.size, 0),
    /** Ends every wait; resolves when their answers are written, so that connections may be closed. */
    async stop(): Promise<void> {
      stopping = true
      unsubscribe()
      for (const end of ends) end()
      if (ends.size > 0) await allEnded.promise
      // A wait that ended is answered within this turn of the event loop.
      await setImmediate()
    },
  }
}

export type Waiters = ReturnType<typeof createWaiters>

function file(waiting: Map<string, Set<() => void>>, key: string, wake: () => void): void {
  const set = waiting.get(key) ?? new Set()
  waiting.set(key, set.add(wake))
}

function unfile(waiting: Map<string, Set<() => void>>, key: string, wake: () => void): void {
  const set = waiting.get(key)
  set?.delete(wake)
  if (set?.size === 0) waiting.delete(key)
}
