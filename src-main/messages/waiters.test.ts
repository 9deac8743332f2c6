import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createEventBus } from '../events/bus.ts'
import { anyMailbox, createWaiters } from './waiters.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function setUp() {
  const events = createEventBus(error => {
    throw error
  })
  const arrive = (mailboxId: string, address: string, accountId = 'local') =>
    events.announce({
      type: 'message.received',
      deliveries: [{ id: 'm', seq: 1, mailboxId, address, accountId, domain: 'mayfly.test', sizeBytes: 1 }],
    })
  return { arrive, ...createWaiters(events) }
}
const never = () => new AbortController().signal

test('mail wakes who waits for its mailbox, by id or by address in any case, and who waits for any', async () => {
  const { arrive, wait } = setUp()
  const waiting = ['b1', 'Anna@Mayfly.test', anyMailbox(null)].map(key => wait(key, 1_000, never()).next())
  arrive('b1', 'ANNA@mayfly.test')
  expect(await Promise.all(waiting)).toEqual(['mail', 'mail', 'mail'])
})

test('mail for others does not', async () => {
  const { arrive, wait } = setUp()
  const waiting = wait('b1', 1_000, never()).next()
  arrive('b2', 'other@mayfly.test')
  vi.advanceTimersByTime(1_000)
  expect(await waiting).toBe('timeout')
})

test('who waits for any mail of an account is woken by its mail only', async () => {
  const { arrive, wait } = setUp()
  const [theirs, ours] = ['theirs', 'ours'].map(id => wait(anyMailbox(id), 1_000, never()).next())
  arrive('b1', 'a@mayfly.test', 'ours')
  expect(await ours).toBe('mail')
  vi.advanceTimersByTime(1_000)
  expect(await theirs).toBe('timeout')
})

test('mail that came before the call to next is not missed, and counts once', async () => {
  const { arrive, wait } = setUp()
  const waiter = wait('b1', 1_000, never())
  arrive('b1', 'a@mayfly.test')
  arrive('b1', 'a@mayfly.test')
  expect(await waiter.next()).toBe('mail')
  const second = waiter.next()
  vi.advanceTimersByTime(1_000)
  expect(await second).toBe('timeout')
})

test('a time that is over stays over', async () => {
  const { arrive, wait } = setUp()
  const waiter = wait('b1', 0, never())
  vi.advanceTimersByTime(0)
  arrive('b1', 'a@mayfly.test')
  expect(await waiter.next()).toBe('timeout')
  expect(await waiter.next()).toBe('timeout')
})

test('a caller that leaves, or has left already, is told', async () => {
  const { wait } = setUp()
  const leave = new AbortController()
  const waiting = wait('b1', 1_000, leave.signal).next()
  leave.abort()
  expect(await waiting).toBe('gone')
  expect(await wait('b1', 1_000, leave.signal).next()).toBe('gone')
})

test('whoever stops is forgotten', () => {
  const { wait, count } = setUp()
  const waiters = [
    wait('b1', 1_000, never()),
    wait('b1', 1_000, never()),
    wait(anyMailbox(null), 1_000, never()),
  ]
  expect(count()).toBe(3)
  for (const waiter of waiters) waiter.stop()
  expect(count()).toBe(0)
  expect(vi.getTimerCount()).toBe(0)
})

test('a crowd that hears of much mail takes one turn each, so who leaves is told soon', async () => {
  const { arrive, wait } = setUp()
  const crowd = Array.from({ length: 50 }, () => wait(anyMailbox(null), 1_000, never()))
  const caller = new AbortController()
  const leaving = wait('b2', 1_000, caller.signal).next()
  for (let mail = 0; mail < 100; mail++) arrive('b1', 'a@mayfly.test')
  caller.abort()
  let told: string | undefined
  void leaving.then(why => (told = why))
  for (let turn = 0; turn < 6; turn++) await vi.advanceTimersToNextTimerAsync()
  expect(told).toBe('gone')
  for (const waiter of crowd) {
    expect(await waiter.next()).toBe('mail')
    waiter.stop()
  }
})
