import { holds, type Trouble } from './backoff.ts'
import { dayBudget, type Ledger, type Limits } from './ledger.ts'
import { allowance, intervalOf, type Demand } from './pace.ts'

/** All that the time of the next round depends on. */
export type PollFacts = {
  ledger: Ledger
  limits: Limits
  demand: Demand
  callsPerRound: number
  trouble: Trouble | null
  /** When the last round began; null: there was none yet. */
  lastRoundAt: number | null
  /** Events say when there is something: only then, and rarely in between. */
  live: boolean
  /** Something is known to have changed. */
  changed: boolean
  /** From 0 to 1, one for each round: no two remotes, or Mayflies, call in step. */
  jitter: number
}

/** With events, a round now and then finds what an event did not tell. */
const liveRoundMs = 15 * 60_000
/** Of the interval, up to so much is added. */
const jitterShare = 0.1

/**
 * When the next round may begin: `now` or earlier means at once; Infinity means not before something changes. After sleep,
 * or when the clock jumps ahead, that is one round and not all that were missed.
 */
export function nextRoundAt(facts: PollFacts, now: number): number {
  const { trouble, lastRoundAt, live, changed } = facts
  if (holds(trouble, now)) return trouble!.until
  if (allowance(facts, now) < 1) return whenAllowed(facts, now)
  if (lastRoundAt === null || changed) return now
  // The clock was set back: count from now.
  const last = Math.min(lastRoundAt, now)
  if (live) return last + liveRoundMs
  const interval = intervalOf(facts, now)
  return interval === null ? whenAllowed(facts, now) : last + interval * (1 + facts.jitter * jitterShare)
}

/** A minute's limit ends soon; a day's with the day, looked at now and then where any 24 hours count. */
function whenAllowed({ ledger, limits }: PollFacts, now: number): number {
  const budget = dayBudget(ledger, limits, now)
  const soon = now + 10_000
  if (!budget || intervalWouldDo(ledger, limits, now)) return soon
  return limits.dayBeginsAt === null ? now + 10 * 60_000 : budget.resetsAt
}

/** Whether it is the minute and not the day that has no calls left. */
function intervalWouldDo(ledger: Ledger, limits: Limits, now: number): boolean {
  return allowance({ ledger, limits: { ...limits, callsPerMinute: null }, demand: 'background' }, now) >= 1
}
