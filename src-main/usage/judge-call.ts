import type { ErrorCode } from '#shared/api/errors.ts'
import type { PlanLimits } from '#shared/api/plans.ts'
import { nextDayAt, nextMonthAt } from './day-quota.ts'
import { refill, take, callsIn, whenItHolds, type Allowance, type CallRate } from './call-allowance.ts'

export type CallPlan = Pick<PlanLimits, 'requestsPerMinute' | 'burst' | 'callsPerDay' | 'callsPerMonth'>

/** A limit as the caller is told of it. Times are unix milliseconds. */
export type LimitState = {
  window: 'minute' | 'day' | 'month'
  size: number
  remaining: number
  /** When all of it is there again. */
  resetsAt: number
  /** When there is something of it. */
  freeAt: number
}

export type Verdict = {
  refusal: Extract<ErrorCode, 'rate_limit_exceeded' | 'quota_exceeded'> | null
  /** The key's bucket after the call. */
  bucket: Allowance | undefined
  /** The limit with the least left; null when nothing is limited. */
  tightest: LimitState | null
  /** When a call can succeed again, the earliest. */
  retryAt: number
}

type Asked = {
  plan: CallPlan
  bucket: Allowance | undefined
  /** Calls of the account today, this one included. */
  callsToday: number
  /** Likewise; of no account without such a limit. */
  callsThisMonth: number
  now: number
}

/** Whether a call may go on: month and day are asked first, then the minute. Refused calls count towards both. */
export function judgeCall({ plan, bucket, callsToday, callsThisMonth, now }: Asked): Verdict {
  const pace = rateOf(plan)
  const held = pace && refill(bucket, pace, now)
  const overQuota = isOver(plan.callsPerDay, callsToday) || isOver(plan.callsPerMonth, callsThisMonth)
  const overMinute = held !== null && callsIn(held) < 1
  const left = held !== null && !overQuota && !overMinute ? take(held) : held
  const month = quotaState(plan.callsPerMonth, callsThisMonth, {
    window: 'month',
    now,
    resetsAt: nextMonthAt(now),
  })
  const day = quotaState(plan.callsPerDay, callsToday, { window: 'day', now, resetsAt: nextDayAt(now) })
  const minute = pace && left && bucketState(left, pace)
  return {
    refusal: overQuota ? 'quota_exceeded' : overMinute ? 'rate_limit_exceeded' : null,
    bucket: left ?? undefined,
    tightest: tighter(tighter(month, day), minute),
    retryAt: Math.max(now, month?.freeAt ?? now, day?.freeAt ?? now, minute?.freeAt ?? now),
  }
}

/** Null when nothing is limited by the minute. */
export function rateOf({ requestsPerMinute, burst }: CallPlan): CallRate | null {
  if (requestsPerMinute === null) return null
  return { perMinute: requestsPerMinute, capacity: burst ?? requestsPerMinute }
}

const isOver = (size: number | null, calls: number): boolean => size !== null && calls > size

type Period = Pick<LimitState, 'window' | 'resetsAt'> & { now: number }

/** What a plan leaves of a day or a month; null when it has no such limit. */
function quotaState(
  size: number | null,
  calls: number,
  { window, now, resetsAt }: Period,
): LimitState | null {
  if (size === null) return null
  const remaining = Math.max(0, size - calls)
  return { window, size, remaining, resetsAt, freeAt: remaining > 0 ? now : resetsAt }
}

function bucketState(bucket: Allowance, pace: CallRate): LimitState {
  return {
    window: 'minute',
    size: pace.capacity,
    remaining: callsIn(bucket),
    resetsAt: whenItHolds(pace.capacity, bucket, pace),
    freeAt: whenItHolds(1, bucket, pace),
  }
}

/** Of two with the same left, the one that is the longer wait. */
function tighter(longer: LimitState | null, shorter: LimitState | null): LimitState | null {
  if (!longer || !shorter) return longer ?? shorter
  return shorter.remaining < longer.remaining ? shorter : longer
}
