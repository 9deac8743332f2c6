const hourMs = 60 * 60 * 1000

/** What an hour leaves. `resetsAt` is in unix milliseconds. */
export type HourState = { size: number; remaining: number; resetsAt: number; isOver: boolean }

/** The calls of accounts in the hour that runs, by the clock (UTC). In memory: after a restart an hour begins anew. */
export function createHourCounts() {
  let hour = NaN
  const calls = new Map<string, number>()

  return {
    /** Counts a call; answers with how many there were, this one included. */
    count(accountId: string, now: number): number {
      const current = Math.floor(now / hourMs)
      if (current !== hour) calls.clear()
      hour = current
      const counted = (calls.get(accountId) ?? 0) + 1
      calls.set(accountId, counted)
      return counted
    },
  }
}

/** Whether an hour has room for its latest call, which `calls` includes. */
export function judgeHour(calls: number, size: number, now: number): HourState {
  return {
    size,
    remaining: Math.max(0, size - calls),
    resetsAt: (Math.floor(now / hourMs) + 1) * hourMs,
    isOver: calls > size,
  }
}
