import type { Quota } from './provider.ts'

/** Minutes and hours are over soon enough to be no matter of saving; a minute more, for clocks that differ. */
const shortWindowMs = 61 * 60_000

/** What the usual headers tell of the limit of a day or a month; null when they tell nothing, or of a shorter time. */
export function quotaOfHeaders(headers: Record<string, string>, now: number): Quota | null {
  const limit = numberOf(headers['x-ratelimit-limit'])
  const remaining = numberOf(headers['x-ratelimit-remaining'])
  if (limit === null && remaining === null) return null
  const resetsAt = resetOf(headers['x-ratelimit-reset'], now)
  if (resetsAt !== null && resetsAt - now < shortWindowMs) return null
  return { limit, remaining, resetsAt, unlimited: false }
}

/** `Retry-After` as seconds or as a date; without it, when the limit is told to be reset. */
export function retryAfterOf(headers: Record<string, string>, now: number): number | undefined {
  const text = headers['retry-after']
  if (text === undefined) {
    const resetsAt = resetOf(headers['x-ratelimit-reset'], now)
    return resetsAt === null ? undefined : Math.max(0, resetsAt - now)
  }
  if (/^\d{1,9}$/.test(text.trim())) return Number(text) * 1000
  const at = Date.parse(text)
  return Number.isNaN(at) ? undefined : Math.max(0, at - now)
}

/** Unix seconds where it is documented; others write milliseconds, or seconds from now. */
function resetOf(text: string | undefined, now: number): number | null {
  const value = numberOf(text)
  if (value === null) return null
  if (value > 1e12) return value
  return value > 1e9 ? value * 1000 : now + value * 1000
}

function numberOf(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text.trim()) ? Number(text) : null
}
