import { describe, expect, test } from 'vitest'
import { afterFailure, holds } from './backoff.ts'
import { callsToday, dayBudget, dayMs, emptyLedger, noteCalls, type Limits } from './ledger.ts'
import { nextRoundAt, type PollFacts } from './next-round.ts'
import { allowance } from './pace.ts'
import { turnOf } from './turn.ts'

const now = Date.parse('2026-11-21T12:00:00.000Z')
const hour = 3_600_000
const limits: Limits = { callsPerDay: 100, callsPerMinute: 60, dayBeginsAt: 0 }
const facts: PollFacts = {
  ledger: emptyLedger,
  limits,
  demand: 'background',
  callsPerRound: 1,
  trouble: null,
  lastRoundAt: now,
  live: false,
  changed: false,
  jitter: 0,
}
const told = (remaining: number) => ({ limit: null, remaining, resetsAt: null, unlimited: false })

describe('what is left of a day', () => {
  test('begins anew at the hour of the service, and 24 hours on where that is not known', () => {
    const spent = noteCalls(emptyLedger, 40, null, now)
    expect(callsToday(spent, limits, now)).toBe(40)
    expect(callsToday(spent, limits, now + 12 * hour)).toBe(0)
    const rolling = { ...limits, dayBeginsAt: null }
    expect(callsToday(spent, rolling, now + 23 * hour)).toBe(40)
    expect(callsToday(spent, rolling, now + 26 * hour)).toBe(0)
  })

  test('is what was told where others use the key too, and no more once that day is over', () => {
    const shared = noteCalls(emptyLedger, 1, told(7), now)
    expect(dayBudget(shared, limits, now)).toMatchObject({ limit: 100, remaining: 7 })
    expect(dayBudget(shared, limits, now + dayMs)).toMatchObject({ limit: 100, remaining: 100 })
  })

  test('is that of a larger plan when more is left than the smallest has', () => {
    const larger = noteCalls(emptyLedger, 1, told(9_999), now)
    expect(dayBudget(larger, limits, now)).toMatchObject({ limit: 10_000, remaining: 9_999 })
    expect(dayBudget(noteCalls(larger, 0, { ...told(1), unlimited: true }, now), limits, now)).toBeNull()
  })

  test('is not what was told of a minute', () => {
    const ofMinute = { limit: 20, remaining: 1, resetsAt: now + 30_000, unlimited: false }
    expect(dayBudget(noteCalls(emptyLedger, 1, ofMinute, now), limits, now)).toMatchObject({ remaining: 99 })
  })

  test('keeps a fifth from the background, and counts calls of a clock that was set back', () => {
    const spent = noteCalls(emptyLedger, 80, null, now)
    expect(allowance({ ledger: spent, limits, demand: 'background' }, now + 2 * 60_000)).toBe(0)
    expect(allowance({ ledger: spent, limits, demand: 'looking' }, now + 2 * 60_000)).toBe(15)
    const setBack = noteCalls(spent, 1, null, now - 3 * hour)
    expect(callsToday(setBack, limits, now - 3 * hour)).toBe(81)
  })
})

describe('the next round', () => {
  test('is at once when there was none, and evenly over the day when nobody looks', () => {
    expect(nextRoundAt({ ...facts, lastRoundAt: null }, now)).toBe(now)
    expect(nextRoundAt(facts, now)).toBe(now + (12 * hour) / 80)
    expect(nextRoundAt({ ...facts, jitter: 1 }, now)).toBe(now + ((12 * hour) / 80) * 1.1)
  })

  test('is sooner for whoever looks, and soonest for whoever waits', () => {
    const at = (demand: PollFacts['demand']) => nextRoundAt({ ...facts, demand }, now) - now
    expect(at('waiting')).toBeLessThan(at('looking'))
    expect(at('looking')).toBeLessThan(60_000)
    expect(at('waiting')).toBeGreaterThanOrEqual(2_000)
  })

  test('is one after a night asleep, and not put off by a clock that was set back', () => {
    const slept = now + 8 * hour
    expect(nextRoundAt(facts, slept)).toBeLessThanOrEqual(slept)
    const back = now - 30 * dayMs
    expect(nextRoundAt(facts, back)).toBeLessThanOrEqual(back + hour)
  })

  test('waits for the next day when the background’s share is spent', () => {
    const ledger = noteCalls(emptyLedger, 80, null, now - 2 * 60_000)
    expect(nextRoundAt({ ...facts, ledger }, now)).toBe(Date.parse('2026-11-22T00:00:00.000Z'))
  })

  test('is only what changed where events tell of it', () => {
    expect(nextRoundAt({ ...facts, live: true, changed: true }, now)).toBe(now)
    expect(nextRoundAt({ ...facts, live: true }, now)).toBe(now + 15 * 60_000)
  })
})

describe('after a failure', () => {
  const moment = { now, random: 0 }
  const failed = (kind: 'unreachable' | 'rateLimited' | 'wrongKey', retryAfterMs: number | null = null) => ({
    kind,
    retryAfterMs,
    resetsAt: null,
  })

  test('it takes twice as long each time, within bounds', () => {
    let trouble = afterFailure(null, failed('unreachable'), moment)
    expect(trouble).toEqual({ failures: 1, until: now + 10_000 })
    trouble = afterFailure(trouble, failed('unreachable'), moment)
    expect(trouble.until).toBe(now + 20_000)
    for (let n = 0; n < 20; n++) trouble = afterFailure(trouble, failed('unreachable'), moment)
    expect(trouble.until).toBe(now + 5 * 60_000)
  })

  test('it is never sooner than the service said, nor later than a day', () => {
    expect(afterFailure(null, failed('rateLimited', 7 * 60_000), moment).until).toBe(now + 7 * 60_000)
    expect(afterFailure(null, failed('rateLimited', 400 * dayMs), moment).until).toBe(now + dayMs)
  })

  test('a key that is refused is tried again after an hour, and a clock set back ends the wait', () => {
    const trouble = afterFailure(null, failed('wrongKey'), moment)
    expect(holds(trouble, now + hour - 1)).toBe(true)
    expect(holds(trouble, now + hour)).toBe(false)
    expect(holds(trouble, now - 30 * dayMs)).toBe(false)
  })
})

test('a watched mailbox goes first, and each has its turn', () => {
  const mailboxes = [
    { key: 1, readAt: now - 60_000 },
    { key: 2, readAt: now - 5_000 },
  ]
  expect(turnOf(mailboxes, [], now)).toBe(1)
  expect(turnOf(mailboxes, [2], now)).toBe(2)
  expect(turnOf([...mailboxes, { key: 3, readAt: null }], [2], now)).toBe(3)
  expect(turnOf(mailboxes, [2], now + 15 * 60_000)).toBe(1)
  expect(turnOf([], [2], now)).toBeUndefined()
})
