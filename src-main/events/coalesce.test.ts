import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { StoreEvent } from '#shared/api/events.ts'
import type { StoreChange } from './bus.ts'
import { createCoalescer } from './coalesce.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const atOnce = (task: () => void) => task()

function collect(inTurn = atOnce) {
  const sent: StoreEvent[] = []
  return { sent, ...createCoalescer(event => sent.push(event), inTurn) }
}

/** The caller is done: what it told leaves. */
const callerIsDone = () => vi.advanceTimersByTimeAsync(0)
const aRoundLater = () => vi.advanceTimersByTimeAsync(100)

const place = (id: string, mailboxId: string) => ({
  id,
  mailboxId,
  accountId: 'local',
  domain: 'mayfly.test',
})
const received = (...seqs: number[]): StoreChange => ({
  type: 'message.received',
  deliveries: seqs.map(seq => ({
    ...place(`m${seq}`, `b${seq % 2}`),
    seq,
    address: 'a@mayfly.test',
    sizeBytes: 1,
  })),
})
const deleted = (...ids: string[]): StoreChange => ({
  type: 'message.deleted',
  messages: ids.map(id => place(id, 'b')),
})

test('the first changes leave as soon as the caller is done, in the order they came', async () => {
  const { sent, add } = collect()
  add({ type: 'mailbox.created', mailboxId: 'b1', accountId: 'local', domain: 'mayfly.test' })
  add(received(1))
  await callerIsDone()
  expect(sent).toEqual([
    { type: 'mailbox.created', mailboxIds: ['b1'] },
    { type: 'message.received', ids: ['m1'], mailboxIds: ['b1'], seq: 1 },
  ])
})

test('what an import brings is told apart', async () => {
  const { sent, add } = collect()
  add({ ...received(1), imported: true } as StoreChange)
  add(received(2))
  add({ ...received(3), imported: true } as StoreChange)
  await callerIsDone()
  expect(sent).toEqual([
    { type: 'message.received', ids: ['m1', 'm3'], mailboxIds: ['b1'], seq: 3, imported: true },
    { type: 'message.received', ids: ['m2'], mailboxIds: ['b0'], seq: 2 },
  ])
})

test('what follows within a tenth of a second leaves together, newest seq and all', async () => {
  const { sent, add } = collect()
  add(received(1))
  await callerIsDone()
  add(received(3, 4))
  add(received(2))
  await callerIsDone()
  expect(sent).toHaveLength(1)
  await aRoundLater()
  expect(sent.slice(1)).toEqual([
    { type: 'message.received', ids: ['m3', 'm4', 'm2'], mailboxIds: ['b1', 'b0'], seq: 4 },
  ])
})

test('however much comes, ten rounds a second are the most', async () => {
  const { sent, add } = collect()
  for (let ms = 0; ms < 1_000; ms++) {
    add(received(ms))
    await vi.advanceTimersByTimeAsync(1)
  }
  expect(sent.length).toBeLessThanOrEqual(11)
})

test('kinds stay apart', async () => {
  const { sent, add } = collect()
  add(received(1))
  add(deleted('m1'))
  add(received(2))
  await callerIsDone()
  expect(sent.map(({ type }) => type)).toEqual(['message.received', 'message.deleted'])
})

test('over 200 in one round are not named one by one', async () => {
  const { sent, add } = collect()
  const many = (count: number, from = 0) =>
    deleted(...Array.from({ length: count }, (_, n) => `m${from + n}`))
  add(many(500))
  await callerIsDone()
  add(many(150))
  add(many(150, 150))
  add(deleted('m1'))
  await aRoundLater()
  const unnamed = { type: 'message.deleted', ids: [], mailboxIds: ['b'] }
  expect(sent).toEqual([unnamed, unnamed])
})

test('a burst of mailboxes is one event of each kind in a round', async () => {
  const { sent, add } = collect()
  const made = (mailboxId: string): StoreChange => ({
    type: 'mailbox.created',
    mailboxId,
    accountId: 'local',
    domain: 'mayfly.test',
  })
  add(made('b0'))
  await callerIsDone()
  for (let n = 1; n <= 3; n++) add(made(`b${n}`))
  add({ ...made('b1'), type: 'mailbox.deleted' } as StoreChange)
  add({ type: 'key.changed', keyId: 'k1' })
  add({ type: 'key.changed', keyId: 'k1' })
  await aRoundLater()
  for (let n = 0; n <= 200; n++) add(made(`c${n}`))
  await aRoundLater()
  expect(sent).toEqual([
    { type: 'mailbox.created', mailboxIds: ['b0'] },
    { type: 'mailbox.created', mailboxIds: ['b1', 'b2', 'b3'] },
    { type: 'mailbox.deleted', mailboxIds: ['b1'] },
    { type: 'key.changed', keyIds: ['k1'] },
    { type: 'mailbox.created', mailboxIds: [] },
  ])
})

test('after a rest the next change leaves at once again; after stop none does', async () => {
  const { sent, add, stop } = collect()
  add(received(1))
  await vi.advanceTimersByTimeAsync(1_000)
  add(received(2))
  await callerIsDone()
  expect(sent).toHaveLength(2)
  add(received(3))
  stop()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(sent).toHaveLength(2)
})

test('the last word on a mailbox comes last', async () => {
  const { sent, add } = collect()
  const told = (type: 'mailbox.archived' | 'mailbox.restored', mailboxId: string): StoreChange => ({
    type,
    mailboxId,
    accountId: 'local',
    domain: 'mayfly.test',
  })
  add(told('mailbox.archived', 'a'))
  add(told('mailbox.restored', 'a'))
  add(told('mailbox.archived', 'b'))
  add(told('mailbox.archived', 'a'))
  add(told('mailbox.archived', 'c'))
  await callerIsDone()
  expect(sent).toEqual([
    { type: 'mailbox.archived', mailboxIds: ['a', 'b'] },
    { type: 'mailbox.restored', mailboxIds: ['a'] },
    { type: 'mailbox.archived', mailboxIds: ['a', 'c'] },
  ])
})

test('sessions that changed are one event, and too many are not named', async () => {
  const { sent, add } = collect()
  add({ type: 'smtp.session', sessionIds: ['s1', 's2'] })
  add({ type: 'smtp.session', sessionIds: ['s2', 's3'] })
  await callerIsDone()
  add({ type: 'smtp.session', sessionIds: Array.from({ length: 201 }, (_, n) => `s${n}`) })
  await aRoundLater()
  expect(sent).toEqual([
    { type: 'smtp.session', sessionIds: ['s1', 's2', 's3'] },
    { type: 'smtp.session', sessionIds: [] },
  ])
})

test('a round whose turn is later takes in what came until then, and one that is over has none', async () => {
  const due: (() => void)[] = []
  const { sent, add, stop } = collect(task => void due.push(task))
  add(received(1))
  await aRoundLater()
  add(received(2))
  await aRoundLater()
  expect(due).toHaveLength(1)
  due.shift()!()
  expect(sent).toMatchObject([{ type: 'message.received', ids: ['m1', 'm2'] }])
  add(received(3))
  await aRoundLater()
  stop()
  due.shift()!()
  expect(sent).toHaveLength(1)
})
