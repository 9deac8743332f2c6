import { expect, test } from 'vitest'
import { quotaOfHeaders, retryAfterOf } from './read-quota.ts'

const now = Date.UTC(2026, 10, 21, 12)
const inSeconds = (seconds: number) => String(now / 1000 + seconds)
const told = { limit: 100, remaining: 87, resetsAt: null, unlimited: false }

test('a limit is read from the usual headers, as far as they are there', () => {
  expect(quotaOfHeaders({ 'x-ratelimit-limit': '100', 'x-ratelimit-remaining': '87' }, now)).toEqual(told)
  expect(quotaOfHeaders({ 'x-ratelimit-remaining': '87' }, now)).toEqual({ ...told, limit: null })
  expect(quotaOfHeaders({}, now)).toBeNull()
  expect(quotaOfHeaders({ 'x-ratelimit-remaining': 'many' }, now)).toBeNull()
})

test('a limit of a minute or an hour is no limit of the day', () => {
  const withReset = (reset: string) =>
    quotaOfHeaders(
      { 'x-ratelimit-limit': '100', 'x-ratelimit-remaining': '87', 'x-ratelimit-reset': reset },
      now,
    )
  expect(withReset(inSeconds(45))).toBeNull()
  expect(withReset(inSeconds(3600))).toBeNull()
  expect(withReset(inSeconds(-5))).toBeNull()
  expect(withReset(inSeconds(7200))).toEqual({ ...told, resetsAt: now + 7_200_000 })
})

test('when a limit is reset is read as unix seconds, milliseconds, or seconds from now', () => {
  const expected = { ...told, resetsAt: now + 7_200_000 }
  for (const reset of [inSeconds(7200), String(now + 7_200_000), '7200'])
    expect(
      quotaOfHeaders(
        { 'x-ratelimit-limit': '100', 'x-ratelimit-remaining': '87', 'x-ratelimit-reset': reset },
        now,
      ),
      reset,
    ).toEqual(expected)
})

test('how long to wait is read as seconds, as a date, or from the reset', () => {
  expect(retryAfterOf({ 'retry-after': '30' }, now)).toBe(30_000)
  expect(retryAfterOf({ 'retry-after': 'Sat, 21 Nov 2026 12:01:00 GMT' }, now)).toBe(60_000)
  expect(retryAfterOf({ 'retry-after': 'Sat, 21 Nov 2026 11:00:00 GMT' }, now)).toBe(0)
  expect(retryAfterOf({ 'retry-after': 'soon' }, now)).toBeUndefined()
  expect(retryAfterOf({ 'x-ratelimit-reset': inSeconds(20) }, now)).toBe(20_000)
  expect(retryAfterOf({}, now)).toBeUndefined()
})
