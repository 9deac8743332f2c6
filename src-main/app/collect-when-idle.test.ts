import { expect, test } from 'vitest'
import { createIdleRule } from './collect-when-idle.ts'

test('collects once when a thread that had worked has nothing to do, and again only after more work', () => {
  const isDue = createIdleRule()
  const looks = [400, 420, 430, 440, 719, 719.5, 1_000, 1_021, 1_041, 1_050]
  expect(looks.filter(usedMs => isDue(usedMs))).toEqual([420, 1_041])
})

test('not while it works, however much that was', () => {
  const isDue = createIdleRule()
  expect([500, 1_000, 1_500, 1_521].some(usedMs => isDue(usedMs))).toBe(false)
  expect(isDue(1_541)).toBe(true)
})

test('little work is not worth it', () => {
  const isDue = createIdleRule()
  expect([100, 100, 299, 299].some(usedMs => isDue(usedMs))).toBe(false)
  expect([300].some(usedMs => isDue(usedMs))).toBe(true)
})

test('a thread that has started counts from there', () => {
  const isDue = createIdleRule(450, 150)
  expect([460, 465].map(usedMs => isDue(usedMs))).toEqual([true, false])
})
