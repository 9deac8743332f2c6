import { expect, test } from 'vitest'
import { isStricter, removedByCount } from './removed-now.ts'

test.each([
  [0, 0],
  [7, 1],
  [8, 0],
  [9, 0],
  [1, 7],
])('of ten messages, two of them pinned, a limit of %i takes %i', (limit, removed) => {
  expect(removedByCount(limit, { messageCount: 10, pinnedCount: 2 })).toBe(removed)
})

test.each([
  [5, 10, true],
  [10, 10, false],
  [11, 10, false],
  [5, 0, true],
  [0, 5, false],
])('%i after %i is stricter: %s', (limit, before, stricter) => {
  expect(isStricter(limit, before)).toBe(stricter)
})
