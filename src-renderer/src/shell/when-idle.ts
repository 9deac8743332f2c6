/** A page that is never idle does it all the same. */
const longestWaitMs = 500

/** Safari has no idle time to give. */
type Idling = Partial<Pick<Window, 'requestIdleCallback' | 'cancelIdleCallback'>>

/** Does it once the page has nothing else to do. Returns what calls it off. */
export function whenIdle(work: () => void, page: Idling = window): () => void {
  const idle = page.requestIdleCallback?.(work, { timeout: longestWaitMs })
  if (idle !== undefined) return () => page.cancelIdleCallback?.(idle)
  const timer = setTimeout(work)
  return () => clearTimeout(timer)
}
