import { expect, test } from 'vitest'
import { expiresAt, firstShown, freeRetention, retentionOf } from './retention.ts'

const now = 1_716_729_384_213
const hour = 3_600_000

test('an hour without a key, the days of the plan with one, for ever without days', () => {
  expect(freeRetention).toBe(hour)
  expect(retentionOf({ retentionDays: 7 })).toBe(7 * 24 * hour)
  expect(retentionOf({ retentionDays: null })).toBeNull()
  expect([expiresAt(now, hour), expiresAt(now, null)]).toEqual([now + hour, Date.UTC(10_000, 0) - 1])
})

test.each([
  [hour, undefined, now - hour + 1],
  [hour, now - hour, now - hour + 1],
  [hour, now - hour + 1, now - hour + 2],
  [hour, 0, now - hour + 1],
  [hour, now, now + 1],
  [null, undefined, 0],
  [null, 5, 6],
  [null, 1e18, Date.UTC(10_000, 0) - 1],
  [1e15, undefined, 0],
])('kept for %j and since %j: from %j on', (retention, since, first) => {
  expect(firstShown({ retention, since }, now)).toBe(first)
})

test('what is shown is what has not expired', () => {
  const first = firstShown({ retention: hour, since: undefined }, now)
  expect([expiresAt(first, hour) > now, expiresAt(first - 1, hour) > now]).toEqual([true, false])
})
