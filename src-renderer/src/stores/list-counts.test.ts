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

const codes = { ...allMail, search: 'code' }

const settle = () => vi.advanceTimersByTimeAsync(1000)

beforeEach(() => {
  vi.useFakeTimers()
  return () => void vi.useRealTimers()
})

test('a burst of more mail than the server counts is counted whole while some of the mail is about to be deleted', async () => {
  const { server, messages, removals } = setUp(50)
  await messages.load(allMail)
  const [newest] = messages.loaded
  removals.add({ view: allMail, messages: [newest!] })
  messages.drop([newest!.id])
  server.receive(1500)
  messages.refresh()
  await settle()
  expect(messages.total).toBe(1549)
})

test('all mail that waits is counted, also more than the server counts at once', async () => {
  const { server, messages } = setUp(50)
  await messages.load(allMail)
  messages.follow(false)
  for (const fresh of [1500, 1]) {
    server.receive(fresh)
    messages.refresh()
    await settle()
  }
  expect([messages.waiting.count, messages.total]).toEqual([1501, 50])
})

test('a search with more than is counted says so, also while one of it is about to be deleted', async () => {
  const { messages, removals } = setUp(1500)
  const mail = { id: 'm1500', seq: 1500 } as MessageSummary
  removals.add({ view: codes, messages: [mail] })
  await messages.load(codes)
  expect([messages.total, messages.list.exact]).toEqual([1000, false])
})

test('it goes on saying so when more is found', async () => {
  const { server, messages } = setUp(1500)
  await messages.load(codes)
  server.receive(150)
  messages.refresh()
  await settle()
  expect([messages.total, messages.list.exact]).toEqual([1150, false])
})

test('a search whose length is known keeps it when it is made true', async () => {
  const { messages } = setUp(1500)
  await messages.load(codes)
  messages.follow(false)
  await messages.look(700, 710)
  messages.revalidateSoon()
  await settle()
  expect([messages.total, messages.list.exact]).toEqual([1500, true])
})
