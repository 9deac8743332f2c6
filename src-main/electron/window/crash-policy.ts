/** A page that goes again this soon would only go once more. */
const soonMs = 60_000

/** What to do about a page that is gone: load it anew, or ask, when it is gone again soon after. */
export function createCrashPolicy(now: () => number) {
  let last: number | undefined
  return (): 'reload' | 'ask' => {
    const at = now()
    // A clock that was set back says nothing.
    const isSoon = last !== undefined && Math.abs(at - last) < soonMs
    last = at
    return isSoon ? 'ask' : 'reload'
  }
}
