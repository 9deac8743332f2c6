import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { transaction, type Db } from '#main/storage/database.ts'
import { deleteDeliveries } from '#main/storage/delete-deliveries.ts'
import { httpClient, type ApiClient } from '#test/support/api-client.ts'
import { sendMail, storedId } from '#test/support/send-mail.ts'
import { startApp, temporaryFolder, type TestApp } from '#test/support/start-app.ts'
import { countRows, withStore } from '#test/support/store-file.ts'

const attachments = [{ filename: 'same.bin', content: 'the same bytes' }]

let dataDir: string
let app: TestApp
let api: ApiClient
beforeEach(async () => {
  const folder = temporaryFolder()
  onTestFinished(folder.remove)
  dataDir = folder.path
  await start()
  for (const text of ['one', 'two', 'three'])
    await sendMail(app.smtpPort, { subject: `sweep ${text}`, text, attachments })
})

async function start(): Promise<void> {
  app = await startApp({ dataDir })
  const { stop } = app
  onTestFinished(() => stop())
  api = httpClient(app)
}

const rows = () => withStore(dataDir, countRows)
const lastContent = (db: Db) => db.get<{ id: number }>('SELECT max(id) AS id FROM contents')!.id

/** Leaves the store as a kill does that comes right after the newest two messages were deleted. */
async function killAfterDeleting(): Promise<number> {
  await app.stop()
  return withStore(dataDir, db => {
    const newest = lastContent(db)
    const seqs = db.all<{ seq: number }>('SELECT seq FROM deliveries ORDER BY seq DESC LIMIT 2')
    transaction(db, () =>
      deleteDeliveries(
        db,
        seqs.map(({ seq }) => seq),
      ),
    )
    expect(countRows(db)).toMatchObject({ deliveries: 1, contents: 3, message_index: 3, leftovers: 2 })
    return newest
  })
}

async function expectOnlyTheFirst(): Promise<void> {
  for (const asked of [{}, { q: 'sweep' }, { q: 'same' }, { q: 'has:attachment' }, { unread: true }]) {
    const { items, total } = await api.call('listMessages', asked)
    expect([total, items.map(({ subject }) => subject)]).toEqual([1, ['sweep one']])
  }
  expect((await api.call('listMessages', { q: 'two OR three' })).items).toEqual([])
  expect(await api.call('getInfo', {})).toMatchObject({ messageCount: 1, unreadCount: 1 })
  const [mailbox] = (await api.call('listMailboxes', {})).items
  expect(mailbox).toMatchObject({ messageCount: 1, unreadCount: 1 })
}

test('a deleted message is listed, found, counted and read no more at once, and leaves the store soon', async () => {
  const { items } = await api.call('listMessages', { q: 'two OR three' })
  await api.call('deleteMessages', { ids: items.map(({ id }) => id) })
  await expectOnlyTheFirst()
  for (const { id } of items) {
    await expect(api.call('getMessage', { id })).rejects.toMatchObject({ code: 'not_found' })
    for (const part of ['raw', 'attachments/1']) {
      const url = `/api/v1/messages/${id}/${part}`
      expect((await app.app.http.inject({ url, headers: { host: 'localhost' } })).statusCode).toBe(404)
    }
  }
  await expect.poll(rows).toMatchObject({
    contents: 1,
    raws: 1,
    details: 1,
    attachments: 1,
    blobs: 1,
    message_index: 1,
    leftovers: 0,
  })
  await expectOnlyTheFirst()
})

test('what a kill left does not come back, and goes after the next start', async () => {
  await killAfterDeleting()
  await start()
  await expectOnlyTheFirst()
  await expect
    .poll(rows)
    .toMatchObject({ contents: 1, raws: 1, details: 1, attachments: 1, message_index: 1, leftovers: 0 })
  await expectOnlyTheFirst()
})

test('mail that comes meanwhile gets no number of a deleted one, and keeps the bytes that both had', async () => {
  const newest = await killAfterDeleting()
  await start()
  await api.call('deleteMessages', {})
  const id = storedId(await sendMail(app.smtpPort, { subject: 'sweep four', text: 'four', attachments }))
  await expect
    .poll(rows)
    .toMatchObject({ deliveries: 1, contents: 1, attachments: 1, blobs: 1, message_index: 1, leftovers: 0 })
  expect(withStore(dataDir, lastContent)).toBe(newest + 1)
  expect((await api.call('listMessages', { q: 'sweep' })).items.map(item => item.id)).toEqual([id])
  expect((await api.call('listMessages', { q: 'one OR two OR three' })).total).toBe(0)
  const url = `/api/v1/messages/${id}/attachments/1`
  expect((await app.app.http.inject({ url, headers: { host: 'localhost' } })).body).toBe('the same bytes')
})
