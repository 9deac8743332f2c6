import { expect, test } from 'vitest'
import { takeAll, takeFrom } from './paging.ts'

/** A native list of the numbers below `size`, which counts up to `counted`. */
function createList(size: number, counted = Infinity) {
  const asked: number[] = []
  const list = async ({ limit, cursor = '0' }: { limit: number; cursor?: string }) => {
    asked.push(limit)
    const [from, to] = [Number(cursor), Math.min(size, Number(cursor) + limit)]
    const items = Array.from({ length: to - from }, (_, n) => from + n)
    return { items, nextCursor: to < size ? String(to) : null, total: Math.min(size, counted) }
  }
  return { list, asked }
}

test.each([
  [10, 0, 3, [0, 1, 2], true],
  [10, 8, 2, [8, 9], false],
  [10, 8, 5, [8, 9], false],
  [10, 12, 5, [], false],
  [0, 0, 5, [], false],
  [500, 399, 2, [399, 400], true],
])('of %i, from %i, %i', async (size, offset, limit, items, hasMore) => {
  const { list, asked } = createList(size)
  expect(await takeFrom(list, { offset, limit })).toEqual({ items, total: size, hasMore })
  expect(Math.max(...asked)).toBeLessThanOrEqual(200)
})

test('a total that stops counting is at least what was read', async () => {
  expect((await takeFrom(createList(900, 300).list, { offset: 700, limit: 5 })).total).toBe(705)
})

test('all of a list', async () => {
  expect(await takeAll(createList(450).list)).toHaveLength(450)
})
