import { expect, test } from 'vitest'
import { expiryOf } from './lifetime.ts'

const now = Date.parse('2026-11-21T05:00:00.000Z')
const minute = 60_000
const plan = (maxLifetimeMinutes: number | null) => ({ id: 'test', maxLifetimeMinutes })

test.each([
  [undefined, null, null],
  [undefined, 60, now + 15 * minute],
  [undefined, 15, now + 15 * minute],
  [undefined, 14, now + 14 * minute],
  [undefined, 1, now + minute],
  [null, null, null],
  [1, null, now + minute],
  [5_256_000, null, now + 5_256_000 * minute],
  [1, 60, now + minute],
  [60, 60, now + 60 * minute],
])('%s minutes on a plan of at most %s', (asked, max, expected) => {
  expect(expiryOf(asked, plan(max), now)).toBe(expected)
})

test.each([
  [61, 60],
  [900_000, 60],
  [2, 1],
  [null, 60],
])('%s on a plan of at most %s is refused with the unit and the maximum', (asked, max) => {
  expect(() => expiryOf(asked, plan(max), now)).toThrow(
    expect.objectContaining({
      code: 'bad_request',
      message: expect.stringMatching(new RegExp(`minutes.*1 to ${max};`)) as string,
    }) as Error,
  )
})
