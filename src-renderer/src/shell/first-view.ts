import { whenIdle } from './when-idle.ts'

/** On a slow way the rest waits no longer. */
const longestMs = 1_000

const view = createFirstView(painted)
/** To be called when what the window was opened for is in the page. */
export const noteFirstView: () => void = view.note
/** Resolves once that has been painted and the page is idle: what it can do without begins then, and holds nothing up. */
export const afterFirstView: Promise<void> = view.after

export function createFirstView(painted: () => Promise<void>) {
  let note: () => void = () => {}
  const isThere = new Promise<void>(done => (note = done))
  return { note, after: Promise.race([isThere.then(painted), delay(longestMs)]) }
}

/** A page that nobody sees has no frames. */
function painted(): Promise<void> {
  return new Promise(done => requestAnimationFrame(() => whenIdle(done)))
}

function delay(ms: number): Promise<void> {
  return new Promise(done => setTimeout(done, ms))
}
