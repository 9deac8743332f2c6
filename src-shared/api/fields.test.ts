import { expect, test } from 'vitest'
import { isTimestamp, Timestamp, TimestampInput, toTimestamp } from './fields.ts'

const first = Date.parse('0000-01-01T00:00:00.000Z')
const last = Date.parse('9999-12-31T23:59:59.999Z')

test.each([
  [first - 1, false],
  [first, true],
  [last, true],
  [last + 1, false],
  [NaN, false],
])('%d can be written as a timestamp: %s', (ms, can) => {
  expect(isTimestamp(ms)).toBe(can)
  if (!Number.isNaN(ms)) expect(Timestamp.safeParse(toTimestamp(ms)).success).toBe(can)
})

test.each([
  ['9999-12-31T23:59:59.999Z', true],
  // In UTC it is the year 10000 by then, or still the one before the first.
  ['9999-12-31T23:59:59-01:00', false],
  ['0000-01-01T00:00:00+01:00', false],
])('%s is taken: %s', (text, isTaken) => {
  expect(TimestampInput.safeParse(text).success).toBe(isTaken)
})
