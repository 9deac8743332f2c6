import { toAppError } from '../api/app-error.ts'

/** Between attempts while the server cannot be reached. */
const longestRetryMs = 10_000

/**
 * The first run at once, then at most one per pause, never two at once; calls in between become one more run at the end.
 * While they keep coming the pause grows from `firstMs` to `lastMs`: a burst of thousands of events costs a few requests,
 * and a single one does not wait. A run that did not reach the server is tried again.
 */
export function coalesce(run: () => Promise<void>, firstMs: number, lastMs = firstMs * 4): () => void {
  let busy = false
  let again = false

  async function start(pauseMs: number): Promise<void> {
    busy = true
    again = false
    const pause = new Promise(resolve => setTimeout(resolve, pauseMs))
    const isLost = await run().then(() => false, isUnreachable)
    await pause
    busy = false
    if (again || isLost) void start(Math.min(pauseMs * 2, isLost ? longestRetryMs : lastMs))
  }

  return () => {
    if (busy) again = true
    else void start(firstMs)
  }
}

/** Other failures would be the same again; the next event makes up for them. */
const isUnreachable = (error: unknown): boolean => toAppError(error).code === 'unavailable'
