import { expect, test } from 'vitest'
import { createHourCounts, judgeHour } from './hour-limit.ts'

const at = (time: string) => Date.parse(`2026-11-21T${time}Z`)

test('calls count by account, from the full hour on', () => {
  const hours = createHourCounts()
  expect([hours.count('a', at('10:00:00')), hours.count('a', at('10:59:59.999'))]).toEqual([1, 2])
  expect(hours.count('b', at('10:59:59.999'))).toBe(1)
  expect(hours.count('a', at('11:00:00'))).toBe(1)
  expect(hours.count('b', at('11:00:00'))).toBe(1)
})

test('a clock that is set back begins anew', () => {
  const hours = createHourCounts()
  hours.count('a', at('12:00:00'))
  expect(hours.count('a', at('11:59:59'))).toBe(1)
})

test.each([
  [1, 2, 1, false],
  [2, 2, 0, false],
  [3, 2, 0, true],
])('call %i of %i leaves %i', (calls, size, remaining, isOver) => {
  const resetsAt = at('11:00:00')
  expect(judgeHour(calls, size, at('10:00:00'))).toEqual({ size, remaining, resetsAt, isOver })
  expect(judgeHour(calls, size, at('10:59:59.999')).resetsAt).toBe(resetsAt)
})
