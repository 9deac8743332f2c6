import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Db } from '#main/storage/database.ts'
import { injectClient, type ApiClient } from '#test/support/api-client.ts'
import { seededRandom } from '#test/support/seeded-random.ts'
import { startApp, temporaryFolder, type TestApp } from '#test/support/start-app.ts'
import { withStore } from '#test/support/store-file.ts'

const folder = temporaryFolder()
let app: TestApp
let api: ApiClient
beforeAll(async () => {
  app = await startApp({ dataDir: folder.path })
  api = injectClient(app)
})
afterAll(async () => {
  await app.stop()
  folder.remove()
})

const sums = `count(*) AS message_count, coalesce(sum(unread), 0) AS unread_count, coalesce(sum(size_bytes), 0) AS size_bytes`

function kept(db: Db) {
  return {
    totals: db.get('SELECT message_count, unread_count, size_bytes, pinned_count FROM totals'),
    mailboxes: db.all('SELECT key, message_count, unread_count, size_bytes FROM mailboxes ORDER BY key'),
  }
}

function counted(db: Db) {
  return {
    totals: db.get(`SELECT ${sums}, coalesce(sum(pinned), 0) AS pinned_count FROM deliveries`),
    mailboxes: db.all(
      `SELECT m.key, count(d.seq) AS message_count, coalesce(sum(d.unread), 0) AS unread_count,
         coalesce(sum(d.size_bytes), 0) AS size_bytes
       FROM mailboxes m LEFT JOIN deliveries d ON d.mailbox_key = m.key GROUP BY m.key ORDER BY m.key`,
    ),
  }
}

// The same steps for the same seed: a failure can be had again.
test.each([1, 2, 3])('after 150 random steps every kept count is the real one (seed %i)', async seed => {
  const { pick, chance } = seededRandom(seed)
  const addresses = ['a@mayfly.test', 'b@mayfly.test', 'c@else.test']
  const anyMessage = async () => {
    const { items } = await api.call('listMessages', { limit: 200 })
    return items.length === 0 ? undefined : pick(items)
  }
  const steps: (() => Promise<unknown>)[] = [
    () =>
      api.call('injectMessage', {
        idOrAddress: pick(addresses),
        raw: `Subject: ${'x'.repeat(pick([1, 9, 200]))}\r\n\r\n`,
      }),
    async () => {
      const message = await anyMessage()
      if (message) await api.call('updateMessage', { id: message.id, unread: chance(), pinned: chance() })
    },
    async () => {
      const message = await anyMessage()
      if (message) await api.call('deleteMessage', { id: message.id })
    },
    () => api.call('deleteMessages', { unread: chance(), pinned: chance(), q: 'subject:xxxxxxxxx' }),
    async () => {
      const { items } = await api.call('listMailboxes', {})
      if (items.length > 0 && pick([true, false, false, false]))
        await api.call('deleteMailbox', { idOrAddress: pick(items).id })
    },
  ]
  for (let step = 0; step < 150; step++) await pick([steps[0]!, steps[0]!, ...steps])()

  const { expected, real } = withStore(folder.path, db => ({ expected: counted(db), real: kept(db) }))
  expect(real).toEqual(expected)
  const info = await api.call('getInfo', {})
  expect((await api.call('listMessages', {})).total).toBe(info.messageCount)
  expect((await api.call('listMessages', { unread: true })).total).toBe(info.unreadCount)
  expect((await api.call('listMessages', { q: 'is:pinned' })).total).toBe(info.pinnedCount)
})
