const { promise, resolve } = Promise.withResolvers<void>()

/** On a slow way the rest waits no longer. */
const longestMs = 1_000

/** What the window was opened for is in the page. */
export const noteFirstView = resolve

/** Resolves once that has been painted: whatever it can do without begins then, and holds nothing up. */
export const afterFirstView: Promise<void> = Promise.race([promise.then(painted), delay(longestMs)])

/** A task after the next frame. A page that nobody sees has none. */
function painted(): Promise<void> {
  return new Promise(done => requestAnimationFrame(() => setTimeout(done)))
}

function delay(ms: number): Promise<void> {
  return new Promise(done => setTimeout(done, ms))
}
