import { describe, expect, test } from 'vitest'
import { seededRandom } from '#test/support/seeded-random.ts'
import { createCallCounts } from './call-counts.ts'
import { createCallLimits } from './call-limits.ts'
import type { CallPlan } from './judge-call.ts'

/**
 * Generated histories of calls, judged by the real thing and by a model that knows nothing of it: for each question the
 * model goes through the whole history again, in fractions of whole numbers, which never round.
 */
const scenarios = 300
const callsPerScenario = 60

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour
const noon = Date.parse('2026-11-21T12:00:00.000Z')

type Call = { key: string; at: number; plan: CallPlan }
type Scenario = { calls: Call[] }

const keys = ['one', 'two', 'three']
const plans: CallPlan[] = [
  { requestsPerMinute: 60, burst: 100, callsPerDay: 100, callsPerMonth: null },
  { requestsPerMinute: 20, burst: 20, callsPerDay: 1_000, callsPerMonth: null },
  { requestsPerMinute: 7, burst: 3, callsPerDay: null, callsPerMonth: null },
  { requestsPerMinute: 1, burst: null, callsPerDay: null, callsPerMonth: null },
  { requestsPerMinute: 2, burst: 5, callsPerDay: 12, callsPerMonth: null },
  { requestsPerMinute: 999_983, burst: 1, callsPerDay: 40, callsPerMonth: null },
  { requestsPerMinute: 3, burst: null, callsPerDay: 20, callsPerMonth: null },
  { requestsPerMinute: null, burst: null, callsPerDay: 15, callsPerMonth: null },
  { requestsPerMinute: null, burst: null, callsPerDay: 0, callsPerMonth: null },
  { requestsPerMinute: null, burst: null, callsPerDay: 9, callsPerMonth: 21 },
  { requestsPerMinute: 20, burst: 4, callsPerDay: null, callsPerMonth: 17 },
  { requestsPerMinute: null, burst: null, callsPerDay: null, callsPerMonth: 0 },
  { requestsPerMinute: null, burst: null, callsPerDay: null, callsPerMonth: null },
]
/** Mostly bursts and pauses; now and then midnight comes, or somebody sets the clock. */
const gaps = [0, 0, 0, 0, 0, 1, 7, 333, second, 2 * second, 8_571, 19_999, 20 * second, minute, 5 * minute]
const jumps = [hour, 7 * hour, day, 3 * day, -1, -second, -minute, -hour, -day, -3 * day]

function generate(seed: number): Scenario {
  const { pick } = seededRandom(seed)
  let at = noon + pick([0, 1, 12 * hour - 1, 12 * hour, 12 * hour - 5 * second])
  let plan = pick(plans)
  const rarely = pick([8, 20, 1_000])
  const one = () => pick(Array.from({ length: rarely }, (_, n) => n)) === 0
  const calls = Array.from({ length: callsPerScenario }, () => {
    at += one() ? pick(jumps) : pick(gaps)
    if (one()) plan = pick(plans)
    return { key: pick(keys), at, plan }
  })
  return { calls }
}

type Answer = {
  refusal: string | null
  limit: { size: number; remaining: number; resetsAt: number } | null
  retryAt: number
}

function judgeAll(calls: Call[]): Answer[] {
  const counts = createCallCounts([])
  let current = calls[0]!
  const { judge } = createCallLimits({ planOf: () => current.plan, now: () => current.at })
  return calls.map(call => {
    current = call
    const key = { id: call.key, accountId: 'account', service: 'mayfly', mailboxDomains: ['*'] }
    const today = counts.call({ accountId: 'account', keyId: call.key }, 'GET /', call.at)
    const thisMonth = () => counts.callsInMonth('account', call.at)
    const { refusal, tightest, retryAt } = judge(key, { today, thisMonth })
    const { size, remaining, resetsAt } = tightest ?? {}
    return { refusal, limit: tightest && { size, remaining, resetsAt }, retryAt } as Answer
  })
}

/** A number of tokens as a fraction of whole numbers. */
type Fraction = { of: bigint; by: bigint }
const whole = (n: number): Fraction => ({ of: BigInt(n), by: 1n })
const plus = (a: Fraction, b: Fraction): Fraction => ({ of: a.of * b.by + b.of * a.by, by: a.by * b.by })
const isLess = (a: Fraction, b: Fraction): boolean => a.of * b.by < b.of * a.by
const floor = ({ of, by }: Fraction): number => Number(of / by)
const ceil = ({ of, by }: Fraction): number => Number((of + by - 1n) / by)

const dayNumber = (at: number): number => Math.floor(at / day)

/** Tokens of the last call's key, after that call; undefined when nothing limits it. */
function tokensAfter(history: Call[]): { left: Fraction; refused: boolean } | undefined {
  let tokens: Fraction | undefined
  let last = 0
  let refused = false
  for (const [index, { key, at, plan }] of history.entries()) {
    if (key !== history.at(-1)!.key) continue
    if (plan.requestsPerMinute === null) {
      tokens = undefined
      continue
    }
    const full = whole(plan.burst ?? plan.requestsPerMinute)
    const passed = BigInt(Math.max(0, at - last))
    const refilled = tokens && plus(tokens, { of: passed * BigInt(plan.requestsPerMinute), by: 60_000n })
    tokens = !refilled || isLess(full, refilled) ? full : refilled
    last = at
    refused = isLess(tokens, whole(1))
    if (!refused && !isOverQuota(history.slice(0, index + 1))) tokens = plus(tokens, whole(-1))
  }
  return tokens && { left: tokens, refused }
}

/** A day that was left backwards did not happen: it is counted anew when it comes. */
function happened(history: Call[]): Call[] {
  return history.filter(
    ({ at }, index) => !history.slice(index).some(later => dayNumber(later.at) < dayNumber(at)),
  )
}

const monthNumber = (at: number): number => new Date(at).getUTCFullYear() * 12 + new Date(at).getUTCMonth()

/** What a plan leaves of the last call's day and month, the longer first. */
function quotasAfter(history: Call[]) {
  const { at, plan } = history.at(-1)!
  const month = monthNumber(at)
  const calls = happened(history)
  return [
    {
      size: plan.callsPerMonth,
      used: calls.filter(call => monthNumber(call.at) === month).length,
      resetsAt: Date.UTC(Math.floor((month + 1) / 12), (month + 1) % 12),
    },
    {
      size: plan.callsPerDay,
      used: calls.filter(call => dayNumber(call.at) === dayNumber(at)).length,
      resetsAt: (dayNumber(at) + 1) * day,
    },
  ].flatMap(({ size, used, resetsAt }) =>
    size === null
      ? []
      : [{ isOver: used > size, limit: { size, remaining: Math.max(0, size - used), resetsAt } }],
  )
}

const isOverQuota = (history: Call[]): boolean => quotasAfter(history).some(({ isOver }) => isOver)

function model(history: Call[]): Answer {
  const { at, plan } = history.at(-1)!
  const tokens = tokensAfter(history)
  /** Milliseconds until there are so many tokens. */
  const wait = (count: number): number => {
    const missing = plus(whole(count), { of: -tokens!.left.of, by: tokens!.left.by })
    if (missing.of <= 0n) return 0
    return ceil({ of: missing.of * 60_000n, by: missing.by * BigInt(plan.requestsPerMinute!) })
  }
  const size = plan.burst ?? plan.requestsPerMinute!
  const ofMinute = tokens && { size, remaining: floor(tokens.left), resetsAt: at + wait(size) }
  const limits = [...quotasAfter(history).map(({ limit }) => limit), ...(ofMinute ? [ofMinute] : [])]
  const least = Math.min(...limits.map(({ remaining }) => remaining))
  const waits = quotasAfter(history).flatMap(({ limit }) => (limit.remaining === 0 ? [limit.resetsAt] : []))
  if (ofMinute && ofMinute.remaining === 0) waits.push(at + wait(1))
  return {
    refusal: isOverQuota(history) ? 'quota_exceeded' : tokens?.refused ? 'rate_limit_exceeded' : null,
    limit: limits.find(({ remaining }) => remaining === least) ?? null,
    retryAt: Math.max(at, ...waits),
  }
}

const table = Array.from({ length: scenarios }, (_, seed) => [seed, generate(seed + 1)] as const)

test.each(table)('history %i is judged as the model does', (_seed, { calls }) => {
  expect(judgeAll(calls)).toEqual(calls.map((_, index) => model(calls.slice(0, index + 1))))
})

test('the histories have every outcome often', () => {
  const refusals = table.flatMap(([, { calls }]) => judgeAll(calls).map(({ refusal }) => refusal))
  const count = (wanted: string | null) => refusals.filter(refusal => refusal === wanted).length
  for (const outcome of [null, 'rate_limit_exceeded', 'quota_exceeded'])
    expect(count(outcome), String(outcome)).toBeGreaterThan(1_000)
})

describe('however the clock was set', () => {
  const limited = table.filter(([, { calls }]) => calls.at(-1)!.plan.requestsPerMinute !== null)

  test.each(limited)('history %i ends with nobody locked out', (_seed, { calls }) => {
    const last = calls.at(-1)!
    const later = { ...last, at: judgeAll(calls).at(-1)!.retryAt }
    expect(later.at - last.at).toBeLessThanOrEqual(31 * day)
    expect(judgeAll([...calls, later]).at(-1)!.refusal).toBeNull()
  })

  test.each(limited)('history %i ends with no more at once than the bucket holds', (_seed, { calls }) => {
    const plan = { ...calls.at(-1)!.plan, callsPerDay: null, callsPerMonth: null }
    const size = plan.burst ?? plan.requestsPerMinute!
    const atOnce = Array.from({ length: Math.min(size, 200) + 1 }, () => ({ ...calls.at(-1)!, plan }))
    const admitted = judgeAll([...calls, ...atOnce])
      .slice(calls.length)
      .filter(({ refusal }) => refusal === null)
    expect(admitted.length).toBeLessThanOrEqual(size)
  })
})
