import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { AppError } from '#shared/api/errors.ts'
import type { CallContext } from '#shared/api/handler.ts'
import { createHeldDeletions } from './held-deletions.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const context: CallContext = { caller: { kind: 'owner' }, signal: new AbortController().signal }
const id = 'x'.repeat(32)

function setUp(...known: string[]) {
  const there = new Set(known)
  const failures: unknown[] = []
  const held = createHeldDeletions({
    async remove({ ids = [] }) {
      if (ids.some(one => !there.has(one))) throw new AppError('not_found', 'unknown')
      for (const one of ids) there.delete(one)
    },
    onError: error => failures.push(error),
  })
  const hold = (ids: string[], as = id) =>
    held.handlers.holdDeletion({ id: as, seconds: 10, ids, pinned: false, atService: false }, context)
  const takeBack = (as = id) => held.handlers.takeBackDeletion({ id: as }, context)
  return { there, failures, held, hold, takeBack }
}

test('it is carried out when its time is over, and cannot be taken back then', async () => {
  const { there, hold, takeBack } = setUp('a', 'b')
  await hold(['a'])
  await vi.advanceTimersByTimeAsync(9_999)
  expect([...there]).toEqual(['a', 'b'])
  await vi.advanceTimersByTimeAsync(1)
  expect([...there]).toEqual(['b'])
  await expect(takeBack()).rejects.toMatchObject({ code: 'not_found' })
})

test('taken back, it is never carried out', async () => {
  const { there, held, hold, takeBack } = setUp('a')
  await hold(['a'])
  await takeBack()
  await vi.advanceTimersByTimeAsync(60_000)
  await held.stop()
  expect([...there]).toEqual(['a'])
})

test('what somebody else deleted meanwhile does not keep the others', async () => {
  const { there, failures, hold } = setUp('a', 'c')
  await hold(['a', 'b', 'c'])
  await vi.advanceTimersByTimeAsync(10_000)
  expect([[...there], failures]).toEqual([[], []])
})

test('a server that stops carries out what it holds, and so does one that holds too much', async () => {
  const { there, held, hold } = setUp('a', 'b')
  await hold(['a'])
  for (let more = 0; more < 99; more++) await hold([], `another-of-them-${more}`)
  expect([...there]).toEqual(['a', 'b'])
  await hold(['b'], 'one-too-many-of-them')
  expect([...there]).toEqual(['b'])
  await held.stop()
  expect([...there]).toEqual([])
})
