import { expect, test } from 'vitest'
import { createLoginThrottle } from './login-throttle.ts'

function throttle() {
  let at = 1_000_000
  const { take: waitMs, giveBack } = createLoginThrottle(() => at)
  const take = (address: string) => waitMs(address) === 0
  const takeMany = (count: number, address = 'one') =>
    Array.from({ length: count }, () => take(address)).filter(Boolean).length
  return { take, takeMany, giveBack, pass: (ms: number) => (at += ms) }
}

test('ten wrong logins at once, then one every six seconds, for each address', () => {
  const { take, takeMany, pass } = throttle()
  expect(takeMany(20)).toBe(10)
  expect(take('other')).toBe(true)
  pass(5_999)
  expect(take('one')).toBe(false)
  pass(1)
  expect(takeMany(2)).toBe(1)
  pass(10 * 60_000)
  expect(takeMany(20)).toBe(10)
})

test('right ones do not count', () => {
  const { take, takeMany, giveBack } = throttle()
  for (let n = 0; n < 100; n++) {
    expect(take('one')).toBe(true)
    giveBack('one')
  }
  expect(takeMany(20)).toBe(10)
})

test('a clock that is set back a day locks nobody out for a day', () => {
  const { takeMany, pass } = throttle()
  takeMany(10)
  pass(-24 * 60 * 60_000)
  expect(takeMany(20)).toBe(10)
})
