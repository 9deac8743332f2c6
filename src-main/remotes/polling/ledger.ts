import { z } from 'zod'

const hourMs = 60 * 60 * 1000
export const dayMs = 24 * hourMs
const minuteMs = 60_000

/**
 * What is known of the calls made to a service, as it is kept over restarts. Times are unix milliseconds; all rules here are
 * functions of it and of `now`.
 */
export const Ledger = z.object({
  /** Calls in each hour since the epoch in which there were any: the last 25 hours. */
  hours: z.array(z.tuple([z.int(), z.int()])),
  /** When the calls of the last minute were made. */
  recent: z.array(z.number()),
  /** What the service told of its limit last, and how many calls were made since. */
  told: z
    .object({
      limit: z.number().nullable(),
      remaining: z.number().nullable(),
      resetsAt: z.number().nullable(),
      unlimited: z.boolean(),
      at: z.number(),
      callsSince: z.number(),
    })
    .nullable(),
})
export type Ledger = z.infer<typeof Ledger>

export const emptyLedger: Ledger = { hours: [], recent: [], told: null }

/** What the service publishes; null is no limit, or none that is published. */
export type Limits = {
  callsPerDay: number | null
  callsPerMinute: number | null
  /** The hour in UTC at which its day begins; null: not published, so any 24 hours count as one. */
  dayBeginsAt: number | null
}

/** What a service told, as far as rules need it. */
export type Told = {
  limit: number | null
  remaining: number | null
  resetsAt: number | null
  unlimited: boolean
}

/** Notes calls that were made, and what the last of them told. */
export function noteCalls(ledger: Ledger, calls: number, told: Told | null, now: number): Ledger {
  const hour = Math.floor(now / hourMs)
  const kept = ledger.hours.filter(([at]) => at > hour - 25 && at < hour)
  // Hours to come are of a clock that was set back since.
  const before = ledger.hours.reduce((sum, [at, made]) => (at >= hour ? sum + made : sum), 0)
  return {
    hours: calls === 0 && before === 0 ? kept : [...kept, [hour, before + calls]],
    recent: [...ledger.recent.filter(at => isRecent(at, now)), ...Array<number>(calls).fill(now)],
    told: told
      ? { ...told, at: now, callsSince: 0 }
      : ledger.told && { ...ledger.told, callsSince: ledger.told.callsSince + calls },
  }
}

/** A time of the future is of a clock that was set back since: it counts, for it may have been a second ago. */
const isRecent = (at: number, now: number): boolean => Math.abs(now - at) < minuteMs

export const callsInLastMinute = ({ recent }: Ledger, now: number): number =>
  recent.filter(at => isRecent(at, now)).length

/** When the last day of the service began: at its hour, or 24 hours ago where that is not published. */
function dayStart({ dayBeginsAt }: Limits, now: number): number {
  if (dayBeginsAt === null) return now - dayMs
  const offset = dayBeginsAt * hourMs
  return Math.floor((now - offset) / dayMs) * dayMs + offset
}

/** Calls since the service's day began. The hour in which it began counts whole where it is any 24 hours. */
export function callsToday({ hours }: Ledger, limits: Limits, now: number): number {
  const from = Math.floor(dayStart(limits, now) / hourMs)
  return hours.reduce((sum, [at, calls]) => (at >= from ? sum + calls : sum), 0)
}

/** What was told of a day that is over says nothing any more; where nobody knows when it ends, it is asked anew soon. */
function isOutdated({ resetsAt, at }: NonNullable<Ledger['told']>, limits: Limits, now: number): boolean {
  if (resetsAt !== null) return resetsAt <= now
  return limits.dayBeginsAt === null ? now - at >= hourMs : at < dayStart(limits, now)
}

/** What is left; `resetsAt` is when there will be as much as ever, and `comes` what there will be more of until then. */
export type DayBudget = {
  limit: number
  remaining: number
  resetsAt: number
  /** So many calls more within so many milliseconds, the last of them until `resetsAt`. */
  comes: { withinMs: number; calls: number }[]
}

/**
 * What is left of the day, by our own count or by what was told, whichever is less: others may use the same key. Null where
 * there is no limit.
 */
export function dayBudget(ledger: Ledger, limits: Limits, now: number): DayBudget | null {
  if (ledger.told?.unlimited) return null
  const told = toldOfDay(ledger, limits, now)
  const made = callsToday(ledger, limits, now)
  const left = told?.left ?? null
  // One who has more left than the smallest plan allows is on a larger one.
  const implied = left === null ? null : left + made
  const published = limits.callsPerDay
  const isLarger = implied !== null && (published === null || implied > published)
  const limit = told?.limit ?? (isLarger ? implied : published)
  if (limit === null) return null
  const remaining = Math.min(Math.max(0, limit - made), left ?? Infinity)
  const nextDay = limits.dayBeginsAt === null ? now + dayMs : dayStart(limits, now) + dayMs
  const resetsAt = told?.resetsAt ?? nextDay
  return { limit, remaining, resetsAt, comes: comesOf(ledger, limits, { now, resetsAt }) }
}

/** Where any 24 hours count, calls of yesterday make room for new ones hour by hour. */
const horizonHours = [1, 3, 6, 12, 24]

function comesOf(
  { hours }: Ledger,
  { dayBeginsAt }: Limits,
  { now, resetsAt }: { now: number; resetsAt: number },
) {
  if (dayBeginsAt !== null) return [{ withinMs: Math.max(0, resetsAt - now), calls: 0 }]
  const oldest = Math.floor((now - dayMs) / hourMs)
  return horizonHours.map(horizon => ({
    withinMs: horizon * hourMs,
    calls: hours.reduce((sum, [at, calls]) => (at < oldest + horizon ? sum + calls : sum), 0),
  }))
}

/** Limits that begin anew so soon are of a minute or an hour, whatever a day's may be. */
const shortMs = 2 * hourMs

function toldOfDay({ told }: Ledger, limits: Limits, now: number) {
  if (!told || isOutdated(told, limits, now)) return undefined
  const isSoon = told.resetsAt !== null && told.resetsAt - told.at < shortMs
  const isDayEnd =
    limits.dayBeginsAt !== null &&
    Math.abs((told.resetsAt ?? 0) - dayStart(limits, told.at) - dayMs) <= minuteMs
  const isOfMinute = told.limit !== null && told.limit === limits.callsPerMinute
  if ((isSoon && !isDayEnd) || isOfMinute) return undefined
  const { limit, remaining, resetsAt, callsSince } = told
  return { limit, resetsAt, left: remaining === null ? null : Math.max(0, remaining - callsSince) }
}
