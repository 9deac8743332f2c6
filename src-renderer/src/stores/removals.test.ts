import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { expect, test } from 'vitest'
import { AppError } from '#shared/api/errors.ts'
import type { MessageSummary } from '#shared/api/message-shapes.ts'
import { clientKey, type Client } from '../api/client.ts'
import { forgetOverdue } from './kept-removals.ts'
import { allMail } from './list-query.ts'
import { useRemovals } from './removals.ts'

/** Knows some ids, and deletes them all or nothing as the server does. */
function setUp(known: string[]) {
  const server = { ids: new Set(known), last: [] as unknown[], failing: false, held: new Set<string>() }
  function remove(ids: string[]): void {
    if (server.failing) throw new AppError('unavailable', 'The server cannot be reached.')
    if (ids.some(id => !server.ids.has(id))) throw new AppError('not_found', 'One of the ids is unknown.')
    for (const id of ids) server.ids.delete(id)
  }
  function takeBack(id: string): void {
    if (!server.held.delete(id)) throw new AppError('not_found', 'It has been carried out.')
  }
  const client = {
    async call(_name: string, input: { id?: string; ids?: string[] }) {
      remove(input.ids ?? [input.id!])
    },
    async callLast(name: string, input: { id: string }) {
      if (name === 'takeBackDeletion') return takeBack(input.id)
      if (name === 'holdDeletion') server.held.add(input.id)
      server.last.push(input)
    },
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

/** The tab of a browser: its storage outlives the page. */
function openTab() {
  const kept = new Map<string, string>()
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  } as unknown as Storage // nothing else of it is used
  let at = 1_000_000
  return { kept, passMs: (ms: number) => (at += ms), page: { storage: () => storage, now: () => at } }
}

test('a page that is loaded anew hides what waited, and has the server let it go', async () => {
  const tab = openTab()
  const { server, removals } = setUp(['a', 'b'])
  removals.add(named('a'), { text: '1 deleted', until: 1_010_000 })
  removals.add(named('b'))
  tab.passMs(2_500)
  removals.sendLast(tab.page)
  expect(server.last).toEqual([
    { ids: ['a'], id: expect.stringMatching(/^[0-9a-f]{32}$/) as string, seconds: 8 },
    { ids: ['b'] },
  ])

  const next = setUp(['a'])
  for (const id of server.held) next.server.held.add(id)
  tab.passMs(500)
  const [taken, ...others] = next.removals.takeUp(tab.page)
  const [heldAs] = server.held
  expect([taken!.offer, others]).toEqual([{ text: '1 deleted', until: 1_010_000, heldAs }, []])
  expect([next.removals.hides('a'), next.removals.hiddenCount(allMail)]).toEqual([true, 1])
  await taken!.back
  expect([next.server.held.size, next.removals.takeBack(taken!.removal)]).toEqual([0, true])
  expect(next.removals.hides('a')).toBe(false)
  expect(next.removals.takeUp(tab.page)).toEqual([])
})

test('a page that comes back when the time is over takes nothing up; one that the server did not wait for is told', async () => {
  const tab = openTab()
  const { removals } = setUp(['a'])
  removals.add(named('a'), { text: '1 deleted', until: 1_010_000 })
  removals.sendLast(tab.page)
  const kept = new Map(tab.kept)
  tab.passMs(9_999)
  const late = setUp([]).removals.takeUp(tab.page)
  await expect(late[0]!.back).rejects.toMatchObject({ code: 'not_found' })
  for (const [key, value] of kept) tab.page.storage().setItem(key, value)
  tab.passMs(1)
  expect(setUp([]).removals.takeUp(tab.page)).toEqual([])
})

test('where the browser keeps nothing, what waits is deleted at once', () => {
  const tab = openTab()
  const { server, removals } = setUp(['a'])
  removals.add(named('a'), { text: '1 deleted', until: 1_010_000 })
  const storage = () => {
    throw new Error('not allowed')
  }
  removals.sendLast({ ...tab.page, storage })
  expect(server.last).toEqual([{ ids: ['a'] }])
})

test('loaded anew twice, a deletion is held under one id: the second takes the place of one that was not taken back', () => {
  const tab = openTab()
  const { server, removals } = setUp(['a'])
  removals.add(named('a'), { text: '1 deleted', until: 1_010_000 })
  removals.sendLast(tab.page)
  const next = setUp(['a'])
  for (const id of server.held) next.server.held.add(id)
  next.removals.takeUp(tab.page)
  tab.passMs(1_000)
  next.removals.sendLast(tab.page)
  expect(next.server.last).toEqual([{ ids: ['a'], id: [...server.held][0], seconds: 9 }])
})

const mail = {
  ...{ id: 'a', seq: 4, mailboxId: 'm', address: 'x@mayfly.test', unread: true, pinned: false },
  ...{ hasCodes: true, attachmentCount: 2, subject: 'Your code', snippet: 'is 123456', code: '123456' },
  ...{ from: [{ name: 'Ada', address: 'ada@secret.test' }], tags: ['private'] },
} as unknown as MessageSummary

test('of deleted mail the browser keeps what hides and counts it, and nothing to read', () => {
  const tab = openTab()
  const { server, removals } = setUp(['a'])
  removals.add({ view: allMail, messages: [mail] }, { text: '1 deleted', until: 1_010_000 })
  removals.sendLast(tab.page)
  expect([...tab.kept.values()].join()).not.toMatch(/Your code|123456|Ada|secret|private/)

  const next = setUp(['a'])
  for (const id of server.held) next.server.held.add(id)
  next.removals.takeUp(tab.page)
  const views = [allMail, { ...allMail, mailbox: 'x@mayfly.test' }, { ...allMail, mailbox: 'm' }]
  const filtered = (['unread', 'codes', 'files'] as const).map(filter => ({ ...allMail, filter }))
  expect([...views, ...filtered].map(view => next.removals.hiddenCount(view))).toEqual([1, 1, 1, 1, 1, 1])
  expect([
    next.removals.hiddenCount({ ...allMail, pinned: true }),
    next.removals.hiddenCount(allMail, 4),
  ]).toEqual([0, 0])
  expect([null, 'x@mayfly.test', 'm', 'y@mayfly.test'].map(next.removals.hiddenUnread)).toEqual([1, 1, 1, 0])
})

test('a page that begins forgets what is over, though nobody comes back for it', () => {
  const tab = openTab()
  const { removals } = setUp(['a', 'b'])
  removals.add(named('a'), { text: 'first', until: 1_010_000 })
  removals.add(named('b'), { text: 'second', until: 1_015_000 })
  removals.sendLast(tab.page)
  tab.passMs(10_000)
  forgetOverdue(tab.page)
  expect([...tab.kept.values()].join()).toMatch(/second/)
  expect([...tab.kept.values()].join()).not.toMatch(/first/)
  tab.passMs(5_000)
  forgetOverdue(tab.page)
  expect(tab.kept.size).toBe(0)
})
