import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { beforeEach, expect, test, vi } from 'vitest'
import type { Call } from '#shared/api/contract.ts'
import type { MessageSummary } from '#shared/api/message-shapes.ts'
import { clientKey, type Client } from '../api/client.ts'
import { allMail } from './list-query.ts'
import { useMessages } from './messages.ts'

/** A store of messages by `seq`, newest first, that answers lists as the server does. */
function createServer(count: number) {
  let seqs = Array.from({ length: count }, (_, index) => count - index)

  async function listMessages({ limit = 50, cursor, after = 0 }: Call<'listMessages'>) {
    const matching = seqs.filter(seq => seq > Number(after))
    const rest = matching.filter(seq => cursor === undefined || seq < Number(cursor))
    const items = rest.slice(0, Number(limit)).map(seq => ({ id: `m${seq}`, seq }) as MessageSummary)
    const nextCursor = rest.length > items.length ? String(items.at(-1)?.seq) : null
    return { items, nextCursor, total: matching.length }
  }

  return {
    receive(fresh: number): void {
      const newest = seqs[0] ?? 0
      seqs = [...Array.from({ length: fresh }, (_, index) => newest + fresh - index), ...seqs]
    },
    // Only the list is asked for here.
    client: {
      call: (_, input) => listMessages(input),
      subscribe: () => () => undefined,
      close: () => undefined,
    } as Client,
  }
}

function setUp(count: number) {
  const server = createServer(count)
  const pinia = createPinia()
  createApp({}).provide(clientKey, server.client).use(pinia)
  return { server, messages: useMessages(pinia) }
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
  expect(messages.list.items.map(({ id }) => id)).toEqual(['m5', 'm4', 'm3', 'm2', 'm1'])
  expect(messages.list.total).toBe(5)
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
  expect(messages.list.items[0]?.id).toBe('m3')
  expect(messages.waiting.count).toBe(3)
  messages.follow(true)
  await settle()
  expect(messages.list.items[0]?.id).toBe('m6')
  expect(messages.waiting.count).toBe(0)
})

test('a burst that no answer can hold starts the list anew, without a gap', async () => {
  const { server, messages } = setUp(50)
  await messages.load(allMail)
  server.receive(1000)
  messages.refresh()
  await settle()
  const seqs = messages.list.items.map(({ seq }) => seq)
  expect(seqs).toEqual(Array.from({ length: 100 }, (_, index) => 1050 - index))
  expect(messages.list.total).toBe(1050)
})

test('a far row is reached page by page, also when the list starts anew meanwhile', async () => {
  const { messages } = setUp(1000)
  await messages.load(allMail)
  const reaching = messages.loadThrough(700)
  await messages.reload()
  await reaching
  expect(messages.list.items.length).toBeGreaterThan(700)
  expect(new Set(messages.list.items.map(({ id }) => id)).size).toBe(messages.list.items.length)
})
