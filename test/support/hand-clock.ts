/** A clock that moves only by hand. */
export function createHandClock(start = Date.parse('2026-11-21T05:00:00.000Z')) {
  let at = start
  return {
    now: () => at,
    set: (time: number | string) => void (at = typeof time === 'string' ? Date.parse(time) : time),
    passMs: (ms: number) => void (at += ms),
    passMinutes: (minutes: number) => void (at += minutes * 60_000),
  }
}
