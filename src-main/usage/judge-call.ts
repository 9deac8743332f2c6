import type { ErrorCode } from '#shared/api/errors.ts'
import type { PlanLimits } from '#shared/api/plans.ts'
import { nextDayAt } from './day-quota.ts'
import { refill, take, callsIn, whenItHolds, type Allowance, type CallRate } from './call-allowance.ts'

export type CallPlan = Pick<PlanLimits, 'requestsPerMinute' | 'burst' | 'callsPerDay'>

/** A limit as the caller is told of it. Times are unix milliseconds. */
export type LimitState = {
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
  now: number
}

/** Whether a call may go on: the day is asked first, then the minute. Refused calls count towards the day. */
export function judgeCall({ plan, bucket, callsToday, now }: Asked): Verdict {
  const pace = rateOf(plan)
  const held = pace && refill(bucket, pace, now)
  const overDay = plan.callsPerDay !== null && callsToday > plan.callsPerDay
  const overMinute = held !== null && callsIn(held) < 1
  const left = held !== null && !overDay && !overMinute ? take(held) : held
  const day = dayState(plan, callsToday, now)
  const minute = pace && left && bucketState(left, pace)
  return {
    refusal: overDay ? 'quota_exceeded' : overMinute ? 'rate_limit_exceeded' : null,
    bucket: left ?? undefined,
    tightest: tighter(day, minute),
    retryAt: Math.max(now, day?.freeAt ?? now, minute?.freeAt ?? now),
  }
}

/** Null when nothing is limited by the minute. */
function rateOf({ requestsPerMinute, burst }: CallPlan): CallRate | null {
  if (requestsPerMinute === null) return null
  return { perMinute: requestsPerMinute, capacity: burst ?? requestsPerMinute }
}

/** What a plan leaves of a day; null when it has no such limit. */
function dayState({ callsPerDay }: CallPlan, calls: number, now: number): LimitState | null {
  if (callsPerDay === null) return null
  const remaining = Math.max(0, callsPerDay - calls)
  const resetsAt = nextDayAt(now)
  return { size: callsPerDay, remaining, resetsAt, freeAt: remaining > 0 ? now : resetsAt }
}

function bucketState(bucket: Allowance, pace: CallRate): LimitState {
  return {
    size: pace.capacity,
    remaining: callsIn(bucket),
    resetsAt: whenItHolds(pace.capacity, bucket, pace),
    freeAt: whenItHolds(1, bucket, pace),
  }
}

/** Of two with the same left, the day: it is the longer wait. */
function tighter(day: LimitState | null, minute: LimitState | null): LimitState | null {
  if (!day || !minute) return day ?? minute
  return minute.remaining < day.remaining ? minute : day
}
