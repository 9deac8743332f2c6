/** For how long one may want to hear nothing. */
export const pauses = ['hour', 'tomorrow'] as const
export type Pause = (typeof pauses)[number]

const hourMs = 3_600_000
/** When most people are at work again. */
const morningHour = 8

/** When a pause that begins now is over, in the time zone of who asks. "Tomorrow" begins with the next morning. */
export function endOfPause(pause: Pause, now: number): number {
  if (pause === 'hour') return now + hourMs
  const morning = new Date(now)
  morning.setHours(morningHour, 0, 0, 0)
  if (morning.getTime() <= now) morning.setDate(morning.getDate() + 1)
  return morning.getTime()
}

/** Whether it is quiet now; `until` as the settings keep it. */
export function isPaused(until: string | null, now: number): boolean {
  return until !== null && now < Date.parse(until)
}
