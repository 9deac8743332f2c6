import { describe, expect, test } from 'vitest'
import { parseRetryAfter, retryDelayMs } from './retry-rule.ts'

const second = 1000
const hour = 3_600_000

describe('the wait', () => {
  test('grows with every try, until there is none', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 8].map(tries => retryDelayMs(tries, 0, null))
    expect(waits).toEqual([
      5 * second,
      30 * second,
      120 * second,
      600 * second,
      hour,
      3 * hour,
      8 * hour,
      null,
    ])
  })

  test('is longer by chance, by a fifth at most', () => {
    expect(retryDelayMs(1, 0.5, null)).toBe(5500)
    expect(retryDelayMs(1, 1 - Number.EPSILON, null)).toBe(6000)
  })

  test('is what the receiver asked for when that is longer, within bounds', () => {
    expect(retryDelayMs(1, 0, 60 * second)).toBe(60 * second)
    expect(retryDelayMs(2, 0, 10 * second)).toBe(30 * second)
    expect(retryDelayMs(1, 0, 25 * hour)).toBe(24 * hour)
    expect(retryDelayMs(8, 0, 60 * second)).toBeNull()
  })
})

test.each([
  [undefined, null],
  ['120', 120_000],
  [' 0 ', 0],
  ['-1', null],
  ['1.5', null],
  ['99999999999', null],
  ['soon', null],
  ['', null],
  ['Sat, 21 Nov 2026 12:00:30 GMT', 30_000],
  ['Sat, 21 Nov 2026 11:00:00 GMT', 0],
  ['Sat, nonsense', null],
  ['2026-11-21T12:00:30Z', null],
])('Retry-After %j is %j milliseconds', (value, expected) => {
  expect(parseRetryAfter(value, Date.parse('2026-11-21T12:00:00Z'))).toBe(expected)
})
