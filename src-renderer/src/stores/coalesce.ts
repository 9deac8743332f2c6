/**
 * At most one run per `delayMs`, never two at once; calls in between become one more run at the end. Bursts of thousands
 * of events thus cost a few requests a second.
 */
export function coalesce(run: () => Promise<void>, delayMs: number): () => void {
  let busy = false
  let again = false

  async function start(): Promise<void> {
    busy = true
    again = false
    const pause = new Promise(resolve => setTimeout(resolve, delayMs))
    await run().catch(() => undefined) // a refresh that failed is made up for by the next one
    await pause
    busy = false
    if (again) void start()
  }

  return () => {
    if (busy) again = true
    else void start()
  }
}
