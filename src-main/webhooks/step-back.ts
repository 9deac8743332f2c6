/** Steps back that small change no wait by much: clocks are put right all the time. */
const leastMs = 60_000

/**
 * A clock that tells when it was set back: by how much from the latest time that anybody read of it, so that a step ahead
 * and back again between two looks is not missed by what was put off meanwhile.
 */
export function createStepBack(now: () => number) {
  let latest = now()
  return {
    read(): number {
      const at = now()
      latest = Math.max(latest, at)
      return at
    },
    /** Calls `follow` with the size of a step back. When that fails, the step is told again the next time. */
    async look(follow: (byMs: number) => Promise<void>): Promise<void> {
      const byMs = latest - now()
      latest = now()
      if (byMs < leastMs) return
      try {
        await follow(byMs)
      } catch (error) {
        latest += byMs
        throw error
      }
    },
  }
}
