import { expect, test } from 'vitest'
import { accountLimitsOf, limitsOf } from './retention-limits.ts'

const dayMs = 24 * 60 * 60 * 1000
const now = 1_000 * dayMs
const off = { 'retention.maxMessages': 0, 'retention.maxAgeDays': 0, 'retention.maxBytes': 0 }

test('0 is no limit in settings, and null is none in plans', () => {
  expect(limitsOf(off, now)).toEqual({
    messages: null,
    bytes: null,
    olderThan: null,
  })
  expect(accountLimitsOf(off, [{ key: 1, retentionDays: null }], now)).toEqual([])
})

test('what is set is passed on; days become a moment', () => {
  const set = { 'retention.maxMessages': 5, 'retention.maxAgeDays': 30, 'retention.maxBytes': 7 }
  expect(limitsOf(set, now)).toEqual({
    messages: 5,
    bytes: 7,
    olderThan: 970 * dayMs,
  })
})

test('only plans that keep mail for less time than the store add something', () => {
  const plans = [0, 7, 29, 30, 31, null].map((retentionDays, key) => ({ key, retentionDays }))
  const sooner = [
    { key: 0, olderThan: now },
    { key: 1, olderThan: 993 * dayMs },
    { key: 2, olderThan: 971 * dayMs },
  ]
  expect(accountLimitsOf({ ...off, 'retention.maxAgeDays': 30 }, plans, now)).toEqual(sooner)
  expect(accountLimitsOf(off, plans, now)).toHaveLength(5)
})
