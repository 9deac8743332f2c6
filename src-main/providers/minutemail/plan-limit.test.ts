import { expect, test } from 'vitest'
import { createPlanLimit } from './plan-limit.ts'

const left = (remaining: number | null, limit: number | null = null) => ({
  limit,
  remaining,
  resetsAt: null,
  unlimited: false,
})

test('the plan is the smallest that has so many calls, and the largest that was seen', () => {
  const complete = createPlanLimit()
  expect(complete(left(42)).limit).toBe(100)
  expect(complete(left(100)).limit).toBe(100)
  expect(complete(left(942)).limit).toBe(1_000)
  expect(complete(left(42)).limit).toBe(1_000)
  expect(complete(left(60_000)).limit).toBe(60_000)
})

test('what is told is not made better', () => {
  const complete = createPlanLimit()
  expect(complete(left(5, 7))).toEqual(left(5, 7))
  expect(complete(left(null))).toEqual(left(null))
})

test('a number that stands for no limit is none', () => {
  const complete = createPlanLimit()
  expect(complete(left(2_147_483_647))).toEqual({ ...left(null), unlimited: true })
  expect(complete(left(42)).limit).toBe(100)
})
