import { setImmediate } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { createTurns } from './turns.ts'

function setUp(most: number) {
  const done: string[] = []
  const { run } = createTurns(most)
  const add = (...names: string[]) => names.forEach(name => run(() => done.push(name)))
  return { done, run, add }
}

test('a few are done at once', () => {
  const { done, add } = setUp(2)
  add('a', 'b')
  expect(done).toEqual(['a', 'b'])
})

test('of a crowd so many are done in each turn, in the order they came, whoever comes later behind them', async () => {
  const { done, add } = setUp(2)
  add('a', 'b', 'c', 'd', 'e')
  expect(done).toEqual(['a', 'b'])
  await setImmediate()
  add('f')
  expect(done).toEqual(['a', 'b', 'c', 'd'])
  await setImmediate()
  expect(done).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
})

test('once the crowd is through, the next are done at once again', async () => {
  const { done, add } = setUp(2)
  add('a', 'b', 'c')
  await setImmediate()
  await setImmediate()
  add('d', 'e', 'f')
  expect(done).toEqual(['a', 'b', 'c', 'd', 'e'])
})

test('what is done brings more of the same only for the next turn', async () => {
  const { done, run, add } = setUp(1)
  add('a')
  run(() => add('b'))
  await setImmediate()
  expect(done).toEqual(['a'])
  await setImmediate()
  expect(done).toEqual(['a', 'b'])
})

test('one that throws takes only its own turn', () => {
  vi.useFakeTimers({ toFake: ['setImmediate'] })
  try {
    const { done, run, add } = setUp(2)
    add('a', 'b')
    run(() => {
      throw new Error('no')
    })
    add('c', 'd')
    expect(() => vi.advanceTimersToNextTimer()).toThrow('no')
    vi.advanceTimersToNextTimer()
    expect(done).toEqual(['a', 'b', 'c', 'd'])
  } finally {
    vi.useRealTimers()
  }
})
