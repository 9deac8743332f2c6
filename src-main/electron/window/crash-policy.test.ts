import { expect, test } from 'vitest'
import { createCrashPolicy } from './crash-policy.ts'

test('a page that is gone is loaded anew, unless it was just before', () => {
  let now = 1_000_000
  const decide = createCrashPolicy(() => now)
  expect(decide()).toBe('reload')
  now += 59_999
  expect(decide()).toBe('ask')
  now += 60_000
  expect(decide()).toBe('reload')
  now -= 30_000
  expect(decide()).toBe('ask')
})
