import type { Quota } from './provider.ts'

/** What the usual headers tell of the limit; null when they tell nothing. */
export function quotaOfHeaders(headers: Record<string, string>, now: number): Quota | null {
  const limit = numberOf(headers['x-ratelimit-limit'])
  const remaining = numberOf(headers['x-ratelimit-remaining'])
  if (limit === null && remaining === null) return null
  return { limit, remaining, resetsAt: resetOf(headers['x-ratelimit-reset'], now), unlimited: false }
}

/** `Retry-After` as seconds or as a date. */
export function retryAfterOf(headers: Record<string, string>, now: number): number | undefined {
  const text = headers['retry-after']
  if (text === undefined) return undefined
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
