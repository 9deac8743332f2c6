import { callsInLastMinute, dayBudget, dayMs, type DayBudget, type Ledger, type Limits } from './ledger.ts'

/** Who wants to know: a call that waits for mail, somebody who looks at it, or nobody in particular. */
export type Demand = 'waiting' | 'looking' | 'background'

const minuteMs = 60_000

/** Shortest time between two rounds: how soon a test sees its mail, and how fresh a page looks. */
const shortestMs: Record<Demand, number> = { waiting: 2_000, looking: 5_000, background: 60_000 }
/** Nobody looks: rarer than this would feel broken where a service has no limit at all. */
const idleMs = 5 * minuteMs
/** What is left of a day has to last so long at the pace of now; it gets slower as less is left, and never ends. */
const lastsMs = { waiting: 10 * minuteMs, looking: 30 * minuteMs }

/** Rounds that are left for the rest of a longer time than a day, however much is looked at now. */
const restMs = 60 * minuteMs
/** Of what the rest of a day would have by an even spread, this part is left to it, however much is looked at now. */
const restShare = 0.75
/** A round that brought in a flood says little about the next ones. */
const mostCost = 10

/** Of a day's calls this part is never spent when nobody looks. */
const keptShare = 0.2
/** And this part never by itself: it is for what the owner does. */
const keptForActions = 0.05
/** Of the calls of a minute: the rest is for what the owner does meanwhile. */
const minuteShare = 0.5

export const keptOf = (limit: number, demand: Demand): number =>
  Math.ceil(limit * (demand === 'background' ? keptShare : keptForActions))

type Facts = {
  ledger: Ledger
  limits: Limits
  demand: Demand
  /** What one round costs. */
  callsPerRound: number
}

/** How many calls may be made now without being asked for. */
export function allowance({ ledger, limits, demand }: Omit<Facts, 'callsPerRound'>, now: number): number {
  const budget = dayBudget(ledger, limits, now)
  const ofDay = budget ? budget.remaining - keptOf(budget.limit, demand) : Infinity
  const perMinute = limits.callsPerMinute
  const ofMinute =
    perMinute === null
      ? Infinity
      : Math.max(1, Math.floor(perMinute * minuteShare)) - callsInLastMinute(ledger, now)
  return Math.max(0, Math.min(ofDay, ofMinute))
}

/** Milliseconds from one round to the next; null while the day's calls are spent. */
export function intervalOf({ ledger, limits, demand, callsPerRound }: Facts, now: number): number | null {
  const budget = dayBudget(ledger, limits, now)
  const ofMinute =
    limits.callsPerMinute === null ? 0 : (minuteMs * callsPerRound) / (limits.callsPerMinute * minuteShare)
  if (!budget) return Math.max(demand === 'background' ? idleMs : shortestMs[demand], ofMinute)
  const evenly = spreadOver(budget, demand, callsPerRound, now)
  const ofDay = Math.min(evenly ?? Infinity, burstOf(budget, demand, callsPerRound, now) ?? Infinity)
  return ofDay === Infinity ? null : Math.max(shortestMs[demand], ofMinute, ofDay)
}

/**
 * What is left, evenly until there is more; where more comes bit by bit, so that no part of the time runs dry. Slower still
 * while less is left than a day has left by then: what rounds cost was taken for too little, and evening comes.
 */
function spreadOver(budget: DayBudget, demand: Demand, cost: number, now: number): number | null {
  const left = budget.remaining - keptOf(budget.limit, demand)
  if (left < 1) return null
  const behind = Math.max(1, evenRest(budget, demand, now) / left)
  return (
    Math.max(...budget.comes.map(({ withinMs, calls }) => (withinMs * cost) / (left + calls))) * behind ** 3
  )
}

/** What the rest of the day would have left if a whole one were spent evenly; 0 where there is no such day. */
function evenRest({ limit, comes, resetsAt }: DayBudget, demand: Demand, now: number): number {
  const restOfDay = Math.max(0, resetsAt - now) / dayMs
  const isDay = comes.length === 1 && restOfDay <= 1
  return isDay ? (limit - keptOf(limit, demand)) * restOfDay : 0
}

/** Whoever looks or waits may spend faster what the rest of the day can do without: a round an hour. */
function burstOf(budget: DayBudget, demand: Demand, cost: number, now: number): number | null {
  if (demand === 'background') return null
  const kept = keptOf(budget.limit, demand === 'looking' ? 'background' : demand)
  const rest = Math.max(
    evenRest(budget, 'background', now) * restShare,
    (Math.max(0, budget.resetsAt - now) / restMs) * cost,
  )
  const spare = budget.remaining - kept - rest
  return spare < cost ? null : (lastsMs[demand] * cost) / spare
}

/** What rounds cost lately, the last one most: a list alone is one call, and what it tells of is fetched by others. */
export const averageCost = (before: number, made: number): number =>
  Math.min(mostCost, Math.max(1, before * 0.8 + made * 0.2))
