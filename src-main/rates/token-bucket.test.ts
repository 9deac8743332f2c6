import { expect, test } from 'vitest'
import { draw, putBack, waitMs, type Bucket } from './token-bucket.ts'

const pace = { size: 3, refillMs: 1000 }

function drawn(times: number): Bucket {
  return Array.from({ length: times }).reduce<Bucket>(bucket => draw(bucket, pace, 0), undefined)
}

test('a bucket gives as many tries as it holds, then one with each refill', () => {
  expect([0, 1, 2, 3].map(times => waitMs(drawn(times), pace, 0))).toEqual([0, 0, 0, 1000])
  expect([0, 1, 999, 1000, 9000].map(now => waitMs(drawn(3), pace, now))).toEqual([1000, 999, 1, 0, 0])
})

test('what is put back can be drawn again, and never makes it more than full', () => {
  expect(putBack(drawn(3), pace, 0)).toBe(drawn(2))
  for (const times of [0, 1]) expect(putBack(drawn(times), pace, 0)).toBeUndefined()
})

test('a clock that is set back far makes nobody wait', () => {
  const bucket = [1, 2, 3].reduce<Bucket>(before => draw(before, pace, 1_000_000), undefined)
  expect([1_000_000, 999_999, 0].map(now => waitMs(bucket, pace, now))).toEqual([1000, 0, 0])
})
