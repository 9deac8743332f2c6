import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { transaction } from '#main/storage/database.ts'
import { injectClient, type ApiClient } from '#test/support/api-client.ts'
import { emptyStore } from '#test/support/empty-store.ts'
import { fixture, sendMail, sendRaw, storedId } from '#test/support/send-mail.ts'
import { startApp, temporaryFolder, type TestApp } from '#test/support/start-app.ts'
import { addCopies, countRows, withStore } from '#test/support/store-file.ts'

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
beforeEach(async () => {
  await emptyStore(api)
  await expect.poll(rows).toEqual(nothing)
})

const rows = () => withStore(folder.path, countRows)
/** What nobody has any more leaves the store behind the deletion. */
const nothing = {
  deliveries: 0,
  contents: 0,
  raws: 0,
  raw_pieces: 0,
  details: 0,
  attachments: 0,
  blobs: 0,
  blob_pieces: 0,
  message_tags: 0,
  message_index: 0,
  leftovers: 0,
}

async function attach(
  subject: string,
  content: string | Buffer,
  to: string[] = ['a@mayfly.test'],
): Promise<string> {
  const attachments = [{ filename: `${subject}.bin`, content }]
  return storedId(await sendMail(app.smtpPort, { to, subject, text: 'x', attachments }))
}

test('the same attachment is stored once, until the last mail with it goes', async () => {
  const one = await attach('one', 'the same bytes')
  const two = await attach('two', 'the same bytes', ['b@mayfly.test', 'c@mayfly.test'])
  await attach('three', 'other bytes')
  expect(rows()).toMatchObject({ deliveries: 4, contents: 3, attachments: 3, blobs: 2 })
  await api.call('deleteMessage', { id: one })
  await expect.poll(rows).toMatchObject({ deliveries: 3, contents: 2, blobs: 2, leftovers: 0 })
  const url = `/api/v1/messages/${two}/attachments/1`
  expect((await app.app.http.inject({ url, headers: { host: 'localhost' } })).body).toBe('the same bytes')
  await api.call('deleteMailbox', { idOrAddress: 'b@mayfly.test' })
  // The other recipient still has it: nothing is left over.
  expect(rows()).toMatchObject({ deliveries: 2, contents: 2, blobs: 2, leftovers: 0 })
  await api.call('deleteMailbox', { idOrAddress: 'c@mayfly.test' })
  await expect
    .poll(rows)
    .toMatchObject({ deliveries: 1, contents: 1, attachments: 1, blobs: 1, message_index: 1, leftovers: 0 })
})

test('one mail with the same file twice, and empty files', async () => {
  const id = storedId(await sendRaw(app.smtpPort, fixture('mail/broken/zero-length-attachments.eml')))
  const { attachments } = await api.call('getMessage', { id })
  expect(rows()).toMatchObject({
    attachments: attachments.length,
    blobs: new Set(attachments.map(a => a.sha256)).size,
  })
  await api.call('deleteMessage', { id })
  expect(rows()).toMatchObject({ deliveries: 0 })
  await expect.poll(rows).toEqual(nothing)
})

test.each([
  ['by query', () => api.call('deleteMessages', { pinned: true })],
  [
    'by ids',
    async () => {
      const { items } = await api.call('listMessages', { limit: 200 })
      await api.call('deleteMessages', { ids: items.map(({ id }) => id) })
    },
  ],
  ['by mailbox', () => emptyStore(api)],
])('when everything is deleted %s, no row and no word of it is left', async (_how, deleteAll) => {
  const recipients = { to: ['a@mayfly.test', 'b@mayfly.test'] }
  for (const name of [
    'nodemailer-alternative-attachments',
    'gmail-alternative-attachment',
    'broken/nul-bytes',
  ])
    await sendRaw(app.smtpPort, fixture(`mail/${name}.eml`), recipients)
  const id = await attach('needle', 'bytes')
  await api.call('updateMessage', { id, pinned: true, tags: ['a', 'b'] })
  await attach('large', randomBytes(700_000))
  expect(rows()['raw_pieces']).toBeGreaterThan(0)
  expect(rows()['blob_pieces']).toBeGreaterThan(0)
  expect((await api.call('listMessages', { q: 'needle' })).total).toBe(1)
  await deleteAll()
  expect(rows()).toMatchObject({ deliveries: 0, message_tags: 0 })
  expect((await api.call('listMessages', { q: 'needle OR order OR x' })).total).toBe(0)
  expect(await api.call('getInfo', {})).toMatchObject({ messageCount: 0, unreadCount: 0, pinnedCount: 0 })
  await expect.poll(rows).toEqual(nothing)
})

test.each([
  ['a mailbox', () => api.call('deleteMessages', { mailbox: 'many@mayfly.test' }), 1],
  ['a search', () => api.call('deleteMessages', { q: 'copied' }), 2],
  ['a mailbox with its mail', () => api.call('deleteMailbox', { idOrAddress: 'many@mayfly.test' }), 1],
])('more than one step: %s', async (_what, deleteMany, left) => {
  await sendMail(app.smtpPort, { to: ['many@mayfly.test'], subject: 'one of many', text: 'x' })
  await sendMail(app.smtpPort, { to: ['other@mayfly.test'], subject: 'stays', text: 'x' })
  withStore(folder.path, db => transaction(db, () => addCopies(db, 'many@mayfly.test', 4_500)))
  const { items } = await api.call('listMailboxes', {})
  expect(Object.fromEntries(items.map(({ address, messageCount }) => [address, messageCount]))).toEqual({
    'many@mayfly.test': 4_501,
    'other@mayfly.test': 1,
  })
  await deleteMany()
  expect(await api.call('getInfo', {})).toMatchObject({ messageCount: left, unreadCount: left })
  expect((await api.call('listMessages', {})).items.map(({ subject }) => subject)).toEqual(
    left === 1 ? ['stays'] : ['stays', 'one of many'],
  )
  await expect
    .poll(rows)
    .toMatchObject({ contents: left, raws: left, details: left, message_index: left, leftovers: 0 })
})

test('recipients of one mail that are deleted in different steps', async () => {
  const to = Array.from({ length: 50 }, (_, n) => `r${n}@mayfly.test`)
  for (let n = 0; n < 41; n++) await sendMail(app.smtpPort, { to, subject: `${n}`, text: 'x' })
  expect(rows()).toMatchObject({ deliveries: 2_050, contents: 41 })
  await api.call('deleteMessages', {})
  expect(await api.call('getInfo', {})).toMatchObject({ messageCount: 0, unreadCount: 0 })
  await expect.poll(rows).toEqual(nothing)
})
