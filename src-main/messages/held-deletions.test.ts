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
    held.handlers.holdDeletion({ id: as, seconds: 10, ids, pinned: false }, context)
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

/** One whose deletions wait until they are told to go on. */
function setUpSlow() {
  const begun: { ids: string[] | undefined; aborted: boolean; goOn: () => void }[] = []
  const failures: unknown[] = []
  const held = createHeldDeletions({
    remove: ({ ids }, { signal }) =>
      new Promise(resolve => begun.push({ ids, aborted: signal.aborted, goOn: resolve })),
    onError: error => failures.push(error),
  })
  const leaving = new AbortController()
  const hold = (ids: string[], as: string) =>
    held.handlers.holdDeletion(
      { id: as, seconds: 10, ids, pinned: false },
      { ...context, signal: leaving.signal },
    )
  return { begun, failures, held, hold, leave: () => leaving.abort() }
}

test('who asked has left: that ends nothing', async () => {
  const { begun, hold, leave } = setUpSlow()
  await hold(['a'], id)
  leave()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(begun).toMatchObject([{ ids: ['a'], aborted: false }])
})

test('a server that stops waits for those whose time has just come', async () => {
  const { begun, held, hold } = setUpSlow()
  await hold(['a'], id)
  await vi.advanceTimersByTimeAsync(10_000)
  let isStopped = false
  const stopping = held.stop().then(() => (isStopped = true))
  await vi.advanceTimersByTimeAsync(1_000)
  expect([begun.length, isStopped]).toEqual([1, false])
  begun[0]!.goOn()
  await stopping
})

test('of two that come under one id while room is made no timer stays behind: what is held so next has its whole time', async () => {
  const { begun, held, hold } = setUpSlow()
  for (let more = 0; more < 100; more++) await hold([`${more}`], `another-of-them-${more}`)
  const first = hold(['first'], id)
  const second = hold(['second'], id)
  for (const { goOn } of begun.splice(0)) goOn()
  await Promise.all([first, second])
  await held.handlers.takeBackDeletion({ id }, context)
  await vi.advanceTimersByTimeAsync(5_000)
  await hold(['third'], id)
  begun.splice(0)
  await vi.advanceTimersByTimeAsync(5_001)
  expect(begun.flatMap(({ ids }) => ids).filter(one => !/^\d/.test(one ?? ''))).toEqual([])
})

test('a mailbox that is gone meanwhile has taken its mail along: no failure', async () => {
  const failures: unknown[] = []
  const asked: unknown[] = []
  const held = createHeldDeletions({
    async remove({ mailbox }) {
      asked.push(mailbox)
      throw new AppError('not_found', 'There is no such mailbox.')
    },
    onError: error => failures.push(error),
  })
  await held.handlers.holdDeletion({ id, seconds: 10, mailbox: 'x@mayfly.test', pinned: false }, context)
  await vi.advanceTimersByTimeAsync(10_000)
  expect([asked, failures]).toEqual([['x@mayfly.test'], []])
})

test.each([
  ['ids together with filters', { ids: ['a'], mailbox: 'x@mayfly.test' }],
  ['a faulty search', { q: '(a' }],
])('%s is refused at once, and nothing is held', async (_what, asked) => {
  const { held, takeBack } = setUp('a')
  const holding = held.handlers.holdDeletion({ id, seconds: 10, pinned: false, ...asked }, context)
  await expect(holding).rejects.toMatchObject({ code: 'bad_request' })
  await expect(takeBack()).rejects.toMatchObject({ code: 'not_found' })
})
