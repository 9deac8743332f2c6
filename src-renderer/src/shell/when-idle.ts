/** A page that is never idle does it all the same. */
const longestWaitMs = 500

/** Does it once the page has nothing else to do. Returns what calls it off. */
export function whenIdle(work: () => void): () => void {
  // Safari has no idle time to give.
  if (!('requestIdleCallback' in window)) {
    const timer = setTimeout(work)
    return () => clearTimeout(timer)
  }
  const idle = window.requestIdleCallback(work, { timeout: longestWaitMs })
  return () => window.cancelIdleCallback(idle)
}
