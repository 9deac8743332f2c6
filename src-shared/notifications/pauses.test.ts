import { expect, test } from 'vitest'
import { endOfPause, isPaused } from './pauses.ts'

/** In whatever zone the test runs. */
const at = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute).getTime()

test('an hour is an hour; until tomorrow is until the next morning', () => {
  expect(endOfPause('hour', at(21, 23, 30))).toBe(at(22, 0, 30))
  expect(endOfPause('tomorrow', at(21, 17))).toBe(at(22, 8))
  expect(endOfPause('tomorrow', at(22, 1))).toBe(at(22, 8))
  expect(endOfPause('tomorrow', at(22, 8))).toBe(at(23, 8))
  expect(endOfPause('tomorrow', at(30, 20))).toBe(new Date(2026, 11, 1, 8).getTime())
})

test('it is quiet up to the end of the pause', () => {
  const until = '2026-11-21T20:00:00.000Z'
  expect(isPaused(until, Date.parse(until) - 1)).toBe(true)
  expect(isPaused(until, Date.parse(until))).toBe(false)
  expect(isPaused(null, 0)).toBe(false)
})
