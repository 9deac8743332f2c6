import { expect, test } from 'vitest'
import type { MessageSummary } from '#shared/api/message-shapes.ts'
import type { NewDelivery } from './delivery-repository.ts'
import { createMessageQueue } from './queue-messages.ts'
import { createRegistry } from './registry.ts'
import type { WebhookRow } from './repository.ts'

const webhook = (id: string): WebhookRow => ({
  number: 1,
  id,
  account_id: 'local',
  url: 'https://app.example/',
  events: '["*"]',
  mailbox_id: null,
  domains: null,
  secret: 'whsec_',
  enabled: 1,
  key_id: null,
  after_seq: 0,
  created_at: 0,
})

/** Three messages in a store that answers, writes and fails when the test says so. */
function createQueue(...ids: string[]) {
  const registry = createRegistry(ids.map(webhook))
  const written: NewDelivery[] = []
  const store = { read: async () => {}, write: async () => {} }
  const messages = [1, 2, 3].map(seq => ({ seq, receivedAt: '' }) as MessageSummary)
  const queue = createMessageQueue({
    registry,
    roomOf: async () => 100,
    async newMessages({ after, limit }) {
      await store.read()
      return messages.filter(({ seq }) => seq > after).slice(0, limit)
    },
    async write(deliveries) {
      await store.write()
      written.push(...deliveries)
    },
    rowsPerWrite: 3,
    momailEvent: event => ({ event }),
  })
  for (const id of ids) queue.catchUp(id)
  return { registry, queue, store, told: () => written.map(({ webhookId }) => webhookId) }
}

test('a webhook that is changed while its page is written is told of nothing twice', async () => {
  const { registry, queue, store, told } = createQueue('a')
  // The store made the change before it wrote the page: the row says nothing of it.
  store.write = async () => registry.put(webhook('a'))
  await queue.flush()
  registry.put(webhook('a'))
  queue.catchUp('a')
  await queue.flush()
  expect(told()).toEqual(['a', 'a', 'a'])
})

test('nobody is forgotten when the store cannot be read', async () => {
  const { queue, store, told } = createQueue('a', 'b', 'c')
  let reads = 0
  store.read = async () => {
    if (++reads === 2) throw new Error('disk I/O error')
  }
  await expect(queue.flush()).rejects.toThrow('disk I/O error')
  while (queue.hasWork()) await queue.flush()
  expect(told().toSorted()).toEqual([...'aaabbbccc'])
})

test('nobody is forgotten when the store cannot be written', async () => {
  const { queue, store, told } = createQueue('a', 'b')
  store.write = async () => {
    throw new Error('disk full')
  }
  await expect(queue.flush()).rejects.toThrow('disk full')
  store.write = async () => {}
  while (queue.hasWork()) await queue.flush()
  expect(told().toSorted()).toEqual([...'aaabbb'])
})
