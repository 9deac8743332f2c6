const second = 1000
const minute = 60 * second
const hour = 60 * minute

/** Waits between tries. After the last try a delivery has failed, about twelve hours after the first. */
const delaysMs = [5 * second, 30 * second, 2 * minute, 10 * minute, hour, 3 * hour, 8 * hour] as const

/** Waits are longer by up to so much, so that what failed together does not come again together. */
const jitter = 0.2
/** A receiver may ask for more time, but not for so much that nobody remembers. */
const maxRetryAfterMs = 24 * hour

/**
 * How long to wait after the try with this number (1, 2, ...) failed; null when it was the last. `random` is at least
 * 0 and below 1. What the receiver asked for counts when it is longer.
 */
export function retryDelayMs(tries: number, random: number, retryAfterMs: number | null): number | null {
  const delayMs = delaysMs[tries - 1]
  if (delayMs === undefined) return null
  const asked = Math.min(retryAfterMs ?? 0, maxRetryAfterMs)
  return Math.round(Math.max(delayMs * (1 + jitter * random), asked))
}

/** `Retry-After` (RFC 9110, 10.2.3): seconds or a date; null when there is none to be understood. */
export function parseRetryAfter(value: string | undefined, now: number): number | null {
  if (value === undefined) return null
  if (/^\d{1,10}$/.test(value.trim())) return Number(value) * second
  // Date.parse takes all sorts of things for dates; one that HTTP knows begins with the name of the day.
  const date = /^[A-Z][a-z]{2}/.test(value) ? Date.parse(value) : NaN
  return Number.isNaN(date) ? null : Math.max(0, date - now)
}
