import type { ProviderFailure } from '../../providers/provider-error.ts'
import { dayMs } from './ledger.ts'

/** What failed in a row, and when it is tried again. */
export type Trouble = { failures: number; until: number }

const secondMs = 1000
const minuteMs = 60_000
/** What nobody but the owner can mend is looked at again now and then: a plan may have been paid meanwhile. */
const mendedByOwnerMs = 60 * minuteMs
const shortestMs: Partial<Record<ProviderFailure, number>> = {
  unreachable: 10 * secondMs,
  timeout: 30 * secondMs,
  rateLimited: minuteMs,
  serverFault: 30 * secondMs,
  quotaExhausted: 15 * minuteMs,
}
const usualMs = minuteMs
const longestMs: Partial<Record<ProviderFailure, number>> = {
  // A network that comes back should be noticed soon.
  unreachable: 5 * minuteMs,
}
const usualLongestMs = 60 * minuteMs
const ownersAffair = new Set<ProviderFailure>(['wrongKey', 'forbidden', 'wrongUrl', 'refusedAddress'])

type Failed = {
  kind: ProviderFailure
  /** As the service said; null when it did not. */
  retryAfterMs: number | null
  /** When the service's limit begins anew, as far as known. */
  resetsAt: number | null
}

/** Twice as long after each failure, within bounds, and never sooner than the service said. `random` is from 0 to 1. */
export function afterFailure(
  before: Trouble | null,
  { kind, retryAfterMs, resetsAt }: Failed,
  { now, random }: { now: number; random: number },
): Trouble {
  const failures = (before?.failures ?? 0) + 1
  const first = ownersAffair.has(kind) ? mendedByOwnerMs : (shortestMs[kind] ?? usualMs)
  const longest = longestMs[kind] ?? usualLongestMs
  const grown = Math.min(longest, first * 2 ** Math.min(failures - 1, 10))
  const untilReset = kind === 'quotaExhausted' && resetsAt !== null ? resetsAt - now : 0
  // A service that says "in a year" is not believed beyond a day: its clock or ours may be wrong.
  const told = Math.min(dayMs, Math.max(retryAfterMs ?? 0, untilReset))
  return { failures, until: now + Math.max(told, grown) * (1 + random * 0.1) }
}

/** Whether it still holds. A clock that was set back must not make it last longer than it could at most. */
export const holds = (trouble: Trouble | null, now: number): boolean =>
  trouble !== null && now < trouble.until && trouble.until - now <= 1.1 * dayMs
