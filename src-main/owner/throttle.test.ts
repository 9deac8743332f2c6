import { expect, test } from 'vitest'
import { createThrottle } from './throttle.ts'
import { draw, missingMs, waitMs, type Bucket } from '#shared/rates/token-bucket.ts'

const pace = { size: 3, refillMs: 1000 }

test('a bucket gives as many tries as it holds, then one with each refill', () => {
  let bucket: Bucket
  for (const missing of [1000, 2000, 3000]) {
    expect(waitMs(bucket, pace, 0)).toBe(0)
    bucket = draw(bucket, pace, 0)
    expect(missingMs(bucket, pace, 0)).toBe(missing)
  }
  expect([0, 1, 999, 1000, 9000].map(now => waitMs(bucket, pace, now))).toEqual([1000, 999, 1, 0, 0])
  expect([0, 2999, 3000, 9000].map(now => missingMs(bucket, pace, now))).toEqual([3000, 1, 0, 0])
})

test('a clock that is set back makes nobody wait longer than for one try', () => {
  expect(waitMs(draw(undefined, pace, 1_000_000), pace, 0)).toBe(pace.refillMs)
})

function throttleAt(start: number) {
  let now = start
  return { throttle: createThrottle({ now: () => now }), wait: (ms: number) => (now += ms) }
}

test('an address has five tries, then one every 30 seconds; another address has its own', () => {
  const { throttle, wait } = throttleAt(1_000_000)
  expect(Array.from({ length: 6 }, () => throttle.take('a'))).toEqual([0, 0, 0, 0, 0, 30_000])
  expect(throttle.take('b')).toBe(0)
  wait(29_999)
  expect(throttle.take('a')).toBe(1)
  wait(1)
  expect([throttle.take('a'), throttle.take('a')]).toEqual([0, 30_000])
})

test('being refused costs nothing', () => {
  const { throttle, wait } = throttleAt(0)
  for (let n = 0; n < 5; n++) throttle.take('a')
  for (let n = 0; n < 100; n++) expect(throttle.take('a')).toBeGreaterThan(0)
  wait(30_000)
  expect(throttle.take('a')).toBe(0)
})

test('all addresses together have thirty, and then one every two seconds', () => {
  const { throttle, wait } = throttleAt(0)
  const taken = Array.from({ length: 31 }, (_, n) => throttle.take(`address ${n}`))
  expect(taken).toEqual([...Array<number>(30).fill(0), 2000])
  wait(2000)
  expect([throttle.take('x'), throttle.take('y')]).toEqual([0, 2000])
})

test('a right password gives its address the five tries back', () => {
  const { throttle } = throttleAt(0)
  for (let n = 0; n < 5; n++) throttle.take('a')
  throttle.forgive('a')
  expect(throttle.take('a')).toBe(0)
})
