import { emptyLedger, noteCalls, type Ledger, type Limits, type Told } from '#main/remotes/polling/ledger.ts'
import { nextRoundAt, type PollFacts } from '#main/remotes/polling/next-round.ts'
import { allowance, averageCost, type Demand } from '#main/remotes/polling/pace.ts'
import { afterFailure, holds, type Trouble } from '#main/remotes/polling/backoff.ts'
import { createHandClock } from './hand-clock.ts'
import { seededRandom } from './seeded-random.ts'

/** What a service publishes, allows and tells. */
export type Service = {
  name: string
  limits: Limits
  /** What it really allows, where that is not what it publishes of its smallest plan. */
  perDay?: number
  tells: 'remaining' | 'limit' | 'unlimited' | 'minute'
  /** Calls for each round that finds something, and for each mail, beside the one that tells of them. */
  reads: number
  fetches: number
}

/** What goes on here and there in a day; `at` is milliseconds since it began. */
export type Usage = {
  name: string
  mailEveryMs: number
  demand: (at: number, unseen: boolean) => Demand | 'asleep'
}

export type Day = {
  calls: number
  refused: number
  mostInAnyMinute: number
  /** From when a mail came to when it was here, while somebody is awake. */
  worstDelayMs: number
  worstWaitedMs: number
}

/** A test asks for a mail, and it comes so much later. */
const mailOffsetMs = 20_000
const dayMs = 24 * 60 * 60_000
const start = Date.parse('2026-11-21T00:00:00.000Z')

/** A day from midnight on, second by second, with the rules that polling goes by and a service that keeps count. */
export function simulateDay(service: Service, usage: Usage): Day {
  const clock = createHandClock(start)
  const chance = seededRandom(7)
  const random = () => chance.below(1000) / 1000
  const made: number[] = []
  /** Times are of what the computer is awake: sleep is no delay. */
  const mails: { at: number; seenAt: number | null; waited: boolean }[] = []
  let awakeMs = 0
  let before: { demand: Demand | 'asleep'; dueAt: number } = { demand: 'asleep', dueAt: 0 }
  const state: {
    ledger: Ledger
    trouble: Trouble | null
    lastRoundAt: number | null
    jitter: number
    cost: number
  } = {
    ledger: emptyLedger,
    trouble: null,
    lastRoundAt: null,
    jitter: 0,
    cost: 1,
  }
  let refused = 0

  function call(): boolean {
    const now = clock.now()
    made.push(now)
    const allowed = service.perDay ?? service.limits.callsPerDay!
    const perMinute = service.limits.callsPerMinute ?? Infinity
    const inMinute = made.slice(-200).filter(at => now - at < 60_000).length
    const isRefused = made.length > allowed || inMinute > perMinute
    if (isRefused) {
      refused += 1
      const failed = { kind: 'rateLimited' as const, retryAfterMs: null, resetsAt: null }
      state.trouble = afterFailure(state.trouble, failed, { now, random: random() })
    }
    state.ledger = noteCalls(state.ledger, 1, told(service, made.length, inMinute, now), now)
    return !isRefused
  }

  const facts = (demand: Demand): PollFacts => ({
    ...state,
    trouble: holds(state.trouble, clock.now()) ? state.trouble : null,
    limits: service.limits,
    demand,
    callsPerRound: state.cost,
    live: false,
    changed: false,
  })

  function round(demand: Demand): void {
    state.lastRoundAt = clock.now()
    state.jitter = random()
    if (!call()) return
    const news = mails.filter(({ seenAt }) => seenAt === null)
    if (news.length === 0 || !spend(service.reads, demand)) return
    for (const mail of news) {
      if (!spend(service.fetches, demand)) return
      mail.seenAt = awakeMs
    }
  }

  /** False when it may not be spent: then the rest comes with the next round. */
  function spend(calls: number, demand: Demand): boolean {
    for (let n = 0; n < calls; n++) if (allowance(facts(demand), clock.now()) < 1 || !call()) return false
    return true
  }

  for (let at = 0; at < dayMs; at += 1000) {
    clock.set(start + at)
    const unseen = mails.some(({ seenAt }) => seenAt === null)
    const demand = usage.demand(at, unseen)
    if (at > 0 && (at - mailOffsetMs) % usage.mailEveryMs === 0)
      mails.push({ at: awakeMs, seenAt: null, waited: demand === 'waiting' })
    if (demand === 'asleep') continue
    awakeMs += 1000
    // Worked out anew each minute, and when somebody else wants to know: rules give no other answer in between.
    if (demand !== before.demand || at % 60_000 === 0)
      before = { demand, dueAt: nextRoundAt(facts(demand), clock.now()) }
    if (before.dueAt > clock.now()) continue
    const callsBefore = made.length
    round(demand)
    state.cost = averageCost(state.cost, made.length - callsBefore)
    before = { demand, dueAt: nextRoundAt(facts(demand), clock.now()) }
  }

  const delayOf = (mail: { at: number; seenAt: number | null }) => (mail.seenAt ?? awakeMs) - mail.at
  return {
    calls: made.length,
    refused,
    mostInAnyMinute: mostWithin(made, 60_000),
    worstDelayMs: Math.max(0, ...mails.map(delayOf)),
    worstWaitedMs: Math.max(0, ...mails.filter(({ waited }) => waited).map(delayOf)),
  }
}

/** Times in order: how many of them lie within a span at most. */
function mostWithin(times: number[], spanMs: number): number {
  let [most, first] = [0, 0]
  for (const [index, at] of times.entries()) {
    while (at - times[first]! >= spanMs) first++
    most = Math.max(most, index - first + 1)
  }
  return most
}

/** The services with what they publish; what MinuteMail and DustMail allow on larger plans too. */
export const services: Service[] = [
  { name: 'MinuteMail, free', limits: minuteMail(), tells: 'remaining', reads: 1, fetches: 1 },
  { name: 'MinuteMail, Pro', limits: minuteMail(), perDay: 10_000, tells: 'remaining', reads: 1, fetches: 1 },
  { name: 'DustMail, free', limits: ofDay(null), tells: 'limit', reads: 1, fetches: 0 },
  {
    name: 'DustMail, premium',
    limits: ofDay(null),
    perDay: Infinity,
    tells: 'unlimited',
    reads: 1,
    fetches: 0,
  },
  {
    name: 'MoMail, free',
    limits: { callsPerDay: 1_000, callsPerMinute: 20, dayBeginsAt: null },
    tells: 'minute',
    reads: 0,
    fetches: 1,
  },
  { name: 'Mailfade, without a key', limits: ofDay(0), tells: 'limit', reads: 0, fetches: 1 },
]

const hourMs = 60 * 60_000
const minuteMs = 60_000
const whenever = (is: (at: number) => boolean, demand: Demand | 'asleep') => (at: number) =>
  is(at) ? demand : 'background'

export const usages: Usage[] = [
  { name: 'nobody looks, one mail', mailEveryMs: Infinity, demand: () => 'background' },
  { name: 'nobody looks, a mail each half hour', mailEveryMs: 30 * minuteMs, demand: () => 'background' },
  {
    name: 'looked at from 9 to 10, a mail each half hour',
    mailEveryMs: 30 * minuteMs,
    demand: whenever(at => at >= 9 * hourMs && at < 10 * hourMs, 'looking'),
  },
  {
    name: 'each hour a test that waits for a mail, two minutes at most',
    mailEveryMs: hourMs,
    // It waits until the mail of the hour is there.
    demand: (at, unseen) =>
      at % hourMs <= mailOffsetMs || (unseen && at % hourMs < 2 * minuteMs) ? 'waiting' : 'background',
  },
  { name: 'looked at all day, a mail each half hour', mailEveryMs: 30 * minuteMs, demand: () => 'looking' },
  {
    name: 'asleep from 1 to 8, a mail each half hour',
    mailEveryMs: 30 * minuteMs,
    demand: whenever(at => at > hourMs && at < 8 * hourMs, 'asleep'),
  },
]

function minuteMail(): Limits {
  return { callsPerDay: 100, callsPerMinute: 60, dayBeginsAt: 0 }
}
function ofDay(dayBeginsAt: number | null): Limits {
  return { callsPerDay: 100, callsPerMinute: null, dayBeginsAt }
}

function told({ tells, limits, perDay }: Service, made: number, inMinute: number, now: number): Told {
  const limit = perDay ?? limits.callsPerDay!
  const remaining = Math.max(0, limit - made)
  if (tells === 'unlimited') return { limit: null, remaining: null, resetsAt: null, unlimited: true }
  if (tells === 'remaining') return { limit: null, remaining, resetsAt: null, unlimited: false }
  if (tells === 'limit') return { limit, remaining, resetsAt: null, unlimited: false }
  const ofMinute = limits.callsPerMinute!
  return {
    limit: ofMinute,
    remaining: Math.max(0, ofMinute - inMinute),
    resetsAt: now + 60_000,
    unlimited: false,
  }
}
