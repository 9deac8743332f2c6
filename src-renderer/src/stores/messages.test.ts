import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { beforeEach, expect, test, vi } from 'vitest'
import type { MessageSummary } from '#shared/api/message-shapes.ts'
import { createListServer } from '#test/support/list-server.ts'
import { clientKey, type Client } from '../api/client.ts'
import { allMail } from './list-query.ts'
import { useMessages } from './messages.ts'
import { useRemovals } from './removals.ts'

function setUp(count: number) {
  const server = createListServer(count)
  const pinia = createPinia()
  const client = { call: server.call } as unknown as Client // only the list is asked for here
  createApp({}).provide(clientKey, client).use(pinia)
  return { server, messages: useMessages(pinia), removals: useRemovals(pinia) }
}

const settle = () => vi.advanceTimersByTimeAsync(1000)

beforeEach(() => {
  vi.useFakeTimers()
  return () => void vi.useRealTimers()
})

test('new mail goes on top while the top is in sight', async () => {
  const { server, messages } = setUp(3)
  await messages.load(allMail)
  server.receive(2)
  messages.refresh()
  await settle()
  expect(messages.loaded.map(({ id }) => id)).toEqual(['m5', 'm4', 'm3', 'm2', 'm1'])
  expect(messages.total).toBe(5)
})

test('it waits while the top is out of sight, and comes in when the top is back', async () => {
  const { server, messages } = setUp(3)
  await messages.load(allMail)
  messages.follow(false)
  for (const fresh of [2, 1]) {
    server.receive(fresh)
    messages.refresh()
    await settle()
  }
  expect(messages.loaded[0]?.id).toBe('m3')
  expect(messages.waiting.count).toBe(3)
  messages.follow(true)
  await settle()
  expect(messages.loaded[0]?.id).toBe('m6')
  expect(messages.waiting.count).toBe(0)
})

test('a burst that no answer can hold starts the list anew, without a gap', async () => {
  const { server, messages } = setUp(50)
  await messages.load(allMail)
  server.receive(1000)
  messages.refresh()
  await settle()
  const seqs = messages.loaded.map(({ seq }) => seq)
  expect(seqs).toEqual(Array.from({ length: 100 }, (_, index) => 1050 - index))
  expect(messages.total).toBe(1050)
})

test('a burst of more mail than the server counts is in the count of the list', async () => {
  const { server, messages } = setUp(50)
  await messages.load(allMail)
  server.receive(1500)
  messages.refresh()
  await settle()
  expect(messages.total).toBe(1550)
})

test('mail that waited comes in with the next when the server was away as the top came back', async () => {
  const { server, messages } = setUp(3)
  await messages.load(allMail)
  messages.follow(false)
  server.receive(2)
  messages.refresh()
  await settle()
  server.refuse('unavailable')
  messages.follow(true)
  await settle()
  server.refuse(null)
  server.receive(1)
  messages.refresh()
  await settle()
  expect(messages.loaded.map(({ seq }) => seq)).toEqual([6, 5, 4, 3, 2, 1])
  expect([messages.total, messages.waiting.count]).toEqual([6, 0])
})

test('mail that comes while the whole list is asked for anew is counted once', async () => {
  const { server, messages } = setUp(3)
  await messages.load(allMail)
  server.receive(150)
  messages.revalidateSoon()
  messages.refresh()
  await settle()
  expect(messages.total).toBe(153)
})

test('mail that two refreshes ask for at the same time waits once', async () => {
  const { server, messages } = setUp(3)
  await messages.load(allMail)
  messages.follow(false)
  server.receive(2)
  messages.revalidateSoon()
  messages.refresh()
  await settle()
  expect([messages.waiting.count, messages.total]).toEqual([2, 3])
})

test('a far row is reached by landmarks and one page, nothing in between is loaded', async () => {
  const { server, messages } = setUp(100_000)
  await messages.load(allMail)
  server.calls.length = 0
  await messages.look(70_000, 70_010)
  expect(server.calls).toEqual(['landmarks', 'from 30101'])
  expect([messages.total, messages.at(70_000)?.seq, messages.at(50_000)]).toEqual([
    100_000,
    30_000,
    undefined,
  ])
  await messages.look(99_990, 99_999)
  expect([messages.at(99_999)?.seq, messages.at(100_000)]).toEqual([1, undefined])
})

test('who leaves the top of a long list has the landmarks before they are needed', async () => {
  const { server, messages } = setUp(100_000)
  await messages.load(allMail)
  messages.follow(false)
  await settle()
  expect(server.calls.at(-1)).toBe('landmarks')
  server.calls.length = 0
  await messages.look(70_000, 70_010)
  expect(server.calls).toEqual(['from 30101'])
})

test('what is in sight keeps its rows when somebody deletes elsewhere, and mail waits', async () => {
  const { server, messages } = setUp(1_000)
  await messages.load(allMail)
  messages.follow(false)
  await messages.look(500, 510)
  server.receive(3)
  server.remove([100, 101])
  messages.noteDeleted(['m100', 'm101'])
  await settle()
  expect([messages.at(500)?.seq, messages.total, messages.waiting.count]).toEqual([500, 998, 3])
  await messages.look(990, 997)
  expect(messages.at(997)?.seq).toBe(1)
})

test.each(['is in sight again', 'was in sight'])(
  'mail that comes in while the list is made true stays in it: the top %s',
  async top => {
    const { server, messages } = setUp(200)
    await messages.load(allMail)
    messages.follow(false)
    await messages.look(5, 15)
    const letGo = server.hold('from 201')
    server.remove([50])
    messages.noteDeleted(['m50'])
    await settle()
    messages.follow(true)
    server.receive(1)
    messages.refresh()
    await settle()
    messages.follow(top === 'is in sight again')
    letGo()
    await settle()
    expect([messages.at(0)?.seq, messages.at(1)?.seq, messages.total]).toEqual([201, 200, 200])
  },
)

test('what is to be deleted stays away, whatever the server still answers', async () => {
  const { messages, removals, server } = setUp(5)
  await messages.load(allMail)
  const [newest] = messages.loaded
  removals.add({ view: allMail, messages: [newest!] })
  messages.drop([newest!.id])
  server.receive(1)
  messages.refresh()
  await settle()
  await messages.reload()
  expect(messages.loaded.map(({ seq }) => seq)).toEqual([6, 4, 3, 2, 1])
  expect(messages.total).toBe(5)
})

test('a whole list that is to be deleted shows what comes later, and is back when that is undone', async () => {
  const { messages, removals, server } = setUp(300)
  await messages.load(allMail)
  const removal = { view: allMail, through: 300 }
  removals.add(removal)
  await messages.reload()
  expect(messages.total).toBe(0)
  server.receive(2)
  messages.refresh()
  await settle()
  expect(messages.loaded.map(({ seq }) => seq)).toEqual([302, 301])
  expect(removals.takeBack(removal)).toBe(true)
  await messages.reload()
  expect(messages.total).toBe(302)
})

test('a list that is held outlives a lost server, and is made true when it is back', async () => {
  const { server, messages } = setUp(3)
  await messages.load(allMail)
  server.receive(1)
  server.refuse('unavailable')
  messages.revalidateSoon()
  await settle()
  await messages.reload()
  expect([messages.state, messages.total]).toEqual(['ready', 3])
  server.refuse(null)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(messages.total).toBe(4)
})

test('a list that is gone, or another one that cannot be had, leaves nothing of the former', async () => {
  const { server, messages } = setUp(3)
  await messages.load(allMail)
  server.refuse('not_found')
  await messages.reload()
  expect([messages.state, messages.total, messages.at(0)]).toEqual(['failed', 0, undefined])
  server.refuse(null)
  await messages.load(allMail)
  server.refuse('unavailable')
  await messages.load({ ...allMail, pinned: true })
  expect([messages.state, messages.total]).toEqual(['failed', 0])
})

test('whoever comes back to a list finds it where it was; another list begins at its top', async () => {
  const { messages } = setUp(300)
  await messages.load(allMail)
  messages.follow(false)
  await messages.look(150, 160)
  messages.place = 150.5
  await messages.load({ ...allMail })
  await settle()
  expect([messages.state, messages.place, messages.at(150)?.seq]).toEqual(['ready', 150.5, 150])
  await messages.load({ ...allMail, pinned: true })
  expect(messages.place).toBe(0)
})

test('a deletion is taken off the count of a list only where it is in it', async () => {
  const { messages, removals } = setUp(5)
  const mail = { seq: 2, address: 'x@mayfly.test', unread: false, pinned: false } as MessageSummary
  removals.add({ view: allMail, messages: [{ ...mail, id: 'm2' }] })
  const counts = []
  for (const mailbox of [null, 'x@mayfly.test', 'y@mayfly.test']) {
    await messages.load({ ...allMail, mailbox })
    counts.push(removals.hiddenCount(messages.query))
  }
  await messages.load({ ...allMail, filter: 'unread' })
  expect([...counts, removals.hiddenCount(messages.query), removals.hiddenCount(allMail, 2)]).toEqual([
    1, 1, 0, 0, 0,
  ])
})
