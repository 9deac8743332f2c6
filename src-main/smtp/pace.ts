import { setImmediate } from 'node:timers/promises'

/** What all connections together may bring in one turn of the event loop: a few milliseconds of it. */
const bytesPerTurn = 1024 * 1024

export type Pace = ReturnType<typeof createPace>

/**
 * Keeps fast senders from holding up everybody else. Node reads a socket up to 32 times before it turns to anything else, so
 * twenty large mails at once would be 40 MB of work in a single turn.
 */
export function createPace() {
  let taken = 0
  let nextTurn: Promise<void> | undefined

  async function untilNextTurn(): Promise<void> {
    await setImmediate()
    taken = 0
    nextTurn = undefined
  }

  return {
    /** Counts bytes that came in; a promise when those who bring more have to wait for the next turn. */
    take(bytes: number): Promise<void> | undefined {
      taken += bytes
      // A turn with less ends by itself; it is counted with the next, which makes that one shorter.
      return taken < bytesPerTurn ? undefined : (nextTurn ??= untilNextTurn())
    },
  }
}
