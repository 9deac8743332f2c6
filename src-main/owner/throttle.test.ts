import { expect, test } from 'vitest'
import { createThrottle } from './throttle.ts'

function throttleAt(start: number) {
  let now = start
  const { take, forgive } = createThrottle({ now: () => now })
  const throttle = {
    take: (address: string) => take({ name: address, isTrusted: false }),
    takeHere: () => take({ name: 'here', isTrusted: true }),
    forgive: (address: string) => forgive({ name: address, isTrusted: false }),
  }
  return { throttle, wait: (ms: number) => (now += ms) }
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

test('right passwords use up nothing of what all share', () => {
  const { throttle } = throttleAt(0)
  for (let n = 0; n < 100; n++) {
    expect(throttle.take(`address ${n}`)).toBe(0)
    throttle.forgive(`address ${n}`)
  }
  const taken = Array.from({ length: 31 }, (_, n) => throttle.take(`other ${n}`))
  expect(taken).toEqual([...Array<number>(30).fill(0), 2000])
})

test('others hold up neither this machine nor an address that signed in before, which have their own tries', () => {
  const { throttle } = throttleAt(0)
  throttle.take('2001:db8::1')
  throttle.forgive('2001:db8::1')
  for (let n = 0; n < 30; n++) throttle.take(`address ${n}`)
  expect([throttle.take('127.0.0.1'), throttle.take('x')]).toEqual([2000, 2000])
  const here = Array.from({ length: 6 }, () => throttle.takeHere())
  expect(here).toEqual([0, 0, 0, 0, 0, 30_000])
  const known = Array.from({ length: 6 }, (_, n) => throttle.take(`2001:db8::${n}`))
  expect(known).toEqual([0, 0, 0, 0, 0, 30_000])
})

test('who could not try because of others has lost no try', () => {
  const { throttle, wait } = throttleAt(0)
  for (let n = 0; n < 30; n++) throttle.take(`address ${n}`)
  for (let n = 0; n < 10; n++) expect(throttle.take('late')).toBe(2000)
  wait(10_000)
  expect(Array.from({ length: 5 }, () => throttle.take('late'))).toEqual([0, 0, 0, 0, 0])
})

test('of very many addresses that signed in, the first is no longer known', () => {
  const { throttle } = throttleAt(0)
  for (let n = 0; n <= 100; n++) throttle.forgive(`address ${n}`)
  for (let n = 0; n < 30; n++) throttle.take(`other ${n}`)
  expect([throttle.take('address 0'), throttle.take('address 1')]).toEqual([2000, 0])
})
