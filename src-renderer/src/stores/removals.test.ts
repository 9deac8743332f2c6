import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { expect, test } from 'vitest'
import { AppError } from '#shared/api/errors.ts'
import type { MessageSummary } from '#shared/api/message-shapes.ts'
import { clientKey, type Client } from '../api/client.ts'
import { allMail } from './list-query.ts'
import { useRemovals } from './removals.ts'

/** Knows some ids, and deletes them all or nothing as the server does. */
function setUp(known: string[]) {
  const server = { ids: new Set(known), last: [] as unknown[], failing: false }
  function remove(ids: string[]): void {
    if (server.failing) throw new AppError('unavailable', 'The server cannot be reached.')
    if (ids.some(id => !server.ids.has(id))) throw new AppError('not_found', 'One of the ids is unknown.')
    for (const id of ids) server.ids.delete(id)
  }
  const client = {
    call: async (_: string, input: { id?: string; ids?: string[] }) => remove(input.ids ?? [input.id!]),
    callLast: (_: string, input: unknown) => void server.last.push(input),
  } as unknown as Client // no other calls are made here
  const pinia = createPinia()
  createApp({}).provide(clientKey, client).use(pinia)
  return { server, removals: useRemovals(pinia) }
}

const named = (...ids: string[]) => ({
  view: allMail,
  messages: ids.map(id => ({ id, seq: 1 }) as MessageSummary),
})

test('hides at once, deletes when it is sent, and hides on: an answer may be under way', async () => {
  const { server, removals } = setUp(['a', 'b'])
  const removal = named('a')
  removals.add(removal)
  expect([removals.hides('a'), removals.hides('b'), removals.hiddenCount(allMail)]).toEqual([true, false, 1])
  expect([...server.ids]).toEqual(['a', 'b'])
  await removals.send(removal)
  expect([[...server.ids], removals.hides('a'), removals.hiddenCount(allMail)]).toEqual([['b'], true, 0])
  expect(removals.takeBack(removal)).toBe(false)
})

test('taken back, nothing is ever sent', async () => {
  const { server, removals } = setUp(['a'])
  const removal = named('a')
  removals.add(removal)
  expect(removals.takeBack(removal)).toBe(true)
  await removals.send(removal)
  await removals.sendAll()
  removals.sendLast()
  expect([[...server.ids], server.last, removals.hides('a')]).toEqual([['a'], [], false])
})

test('several in turn are taken back one by one', () => {
  const { removals } = setUp(['a', 'b'])
  const [first, second] = [named('a'), named('b')]
  removals.add(first)
  removals.add(second)
  removals.takeBack(first)
  expect([removals.hides('a'), removals.hides('b')]).toEqual([false, true])
})

test('what the server does not delete comes back', async () => {
  const { server, removals } = setUp(['a'])
  const removal = named('a')
  removals.add(removal)
  server.failing = true
  await expect(removals.send(removal)).rejects.toMatchObject({ code: 'unavailable' })
  expect([removals.hides('a'), removals.hiddenCount(allMail)]).toEqual([false, 0])
})

test('what somebody else deleted meanwhile does not keep the others', async () => {
  const { server, removals } = setUp(['a', 'c'])
  const removal = named('a', 'b', 'c')
  removals.add(removal)
  await removals.send(removal)
  expect(server.ids.size).toBe(0)
})

test('a page that is left sends all that waits, once', () => {
  const { server, removals } = setUp(['a', 'b'])
  removals.add(named('a', 'b'))
  removals.add({ view: { ...allMail, mailbox: 'x@mayfly.test' }, through: 7 })
  removals.sendLast()
  removals.sendLast()
  expect(server.last).toEqual([{ ids: ['a', 'b'] }, { mailbox: 'x@mayfly.test', through: 7 }])
})

test('no more wait than a page that is left can send: the oldest are due', () => {
  const { removals } = setUp([])
  const ids = (from: string, count: number) => Array.from({ length: count }, (_, n) => `${from}${n}`)
  const [oldest, newest] = [named(...ids('a', 600)), named(...ids('b', 600))]
  removals.add(oldest)
  expect(removals.overdue()).toEqual([])
  removals.add(newest)
  expect(removals.overdue()).toEqual([oldest])
})

test('a whole list is hidden up to where it was, narrowed as well; pinned mail stays', () => {
  const { removals } = setUp([])
  const view = { ...allMail, mailbox: 'x@mayfly.test' }
  removals.add({ view, through: 7 })
  const others = [allMail, { ...view, filter: 'unread' as const }, { ...view, search: 'is:pinned' }]
  expect([view, ...others].map(removals.floorOf)).toEqual([7, 0, 7, 0])
})

test('pinned mail goes where it is what was looked for', () => {
  const { server, removals } = setUp([])
  removals.add({ view: { ...allMail, pinned: true }, through: 7 })
  removals.sendLast()
  expect(server.last).toEqual([{ q: 'is:pinned', pinned: true, through: 7 }])
})

test('unread mail that waits to be deleted is known: of all mail, of its mailbox, and of a whole list', () => {
  const { removals } = setUp([])
  const x = { id: 'a', seq: 1, unread: true, address: 'x@mayfly.test' } as MessageSummary
  const unread = () => [null, 'x@mayfly.test', 'y@mayfly.test'].map(removals.hiddenUnread)
  removals.add({ view: allMail, messages: [x, { ...x, id: 'b', unread: false }] })
  expect(unread()).toEqual([1, 1, 0])
  removals.add({ view: { ...allMail, mailbox: 'y@mayfly.test' }, through: 7, unread: 3 })
  expect(unread()).toEqual([4, 1, 3])
  removals.add({ view: allMail, through: 9, unread: 5 })
  expect(unread()).toEqual([9, Infinity, Infinity])
  removals.add({ view: { ...allMail, search: 'shop' }, through: 9 })
  expect(unread()[0]).toBe(9)
})

test('an emptied list knows what emptied it, until it is sent', async () => {
  const { removals } = setUp(['a'])
  const [one, whole] = [named('a'), { view: { ...allMail, mailbox: 'x@mayfly.test' }, through: 7 }]
  removals.add(one)
  removals.add(whole)
  expect(removals.waitingIn(allMail)).toBe(one)
  expect(removals.waitingIn(whole.view)).toBe(whole)
  expect(removals.waitingIn({ ...allMail, mailbox: 'y@mayfly.test' })).toBeUndefined()
  await removals.send(one)
  expect(removals.waitingIn(allMail)).toBeUndefined()
})
