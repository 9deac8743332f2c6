import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { injectClient, type ApiClient } from '#test/support/api-client.ts'
import { emptyStore } from '#test/support/empty-store.ts'
import { fixture, sendMail, sendRaw, storedId } from '#test/support/send-mail.ts'
import { startApp, temporaryFolder, type TestApp } from '#test/support/start-app.ts'
import { countRows, withStore } from '#test/support/store-file.ts'

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
beforeEach(() => emptyStore(api))

const rows = () => withStore(folder.path, countRows)
const nothing = {
  deliveries: 0,
  contents: 0,
  raws: 0,
  details: 0,
  attachments: 0,
  blobs: 0,
  message_tags: 0,
  message_index: 0,
}

async function attach(subject: string, content: string, to: string[] = ['a@mayfly.test']): Promise<string> {
  const attachments = [{ filename: `${subject}.bin`, content }]
  return storedId(await sendMail(app.smtpPort, { to, subject, text: 'x', attachments }))
}

test('the same attachment is stored once, until the last mail with it goes', async () => {
  const one = await attach('one', 'the same bytes')
  const two = await attach('two', 'the same bytes', ['b@mayfly.test', 'c@mayfly.test'])
  await attach('three', 'other bytes')
  expect(rows()).toMatchObject({ deliveries: 4, contents: 3, attachments: 3, blobs: 2 })
  await api.call('deleteMessage', { id: one })
  expect(rows()).toMatchObject({ contents: 2, blobs: 2 })
  const url = `/api/v1/messages/${two}/attachments/1`
  expect((await app.app.http.inject({ url, headers: { host: 'localhost' } })).body).toBe('the same bytes')
  await api.call('deleteMailbox', { idOrAddress: 'b@mayfly.test' })
  expect(rows()).toMatchObject({ contents: 2, blobs: 2 })
  await api.call('deleteMailbox', { idOrAddress: 'c@mayfly.test' })
  expect(rows()).toMatchObject({ contents: 1, attachments: 1, blobs: 1 })
})

test('one mail with the same file twice, and empty files', async () => {
  const id = storedId(await sendRaw(app.smtpPort, fixture('mail/broken/zero-length-attachments.eml')))
  const { attachments } = await api.call('getMessage', { id })
  expect(rows()).toMatchObject({
    attachments: attachments.length,
    blobs: new Set(attachments.map(a => a.sha256)).size,
  })
  await api.call('deleteMessage', { id })
  expect(rows()).toEqual(nothing)
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
  expect((await api.call('listMessages', { q: 'needle' })).total).toBe(1)
  await deleteAll()
  expect(rows()).toEqual(nothing)
  expect((await api.call('listMessages', { q: 'needle OR order OR x' })).total).toBe(0)
  expect(await api.call('getInfo', {})).toMatchObject({ messageCount: 0, unreadCount: 0, pinnedCount: 0 })
})

test('more than one step of deleting', async () => {
  const mailbox = await api.call('createMailbox', { address: 'many@mayfly.test' })
  const to = { to: ['many@mayfly.test'] }
  const mails = Array.from({ length: 1_100 }, (_, n) => `Subject: ${n}\r\n\r\nx\r\n`)
  for (let n = 0; n < mails.length; n += 50) {
    await Promise.all(
      mails.slice(n, n + 50).map(raw => api.call('injectMessage', { idOrAddress: to.to[0]!, raw })),
    )
  }
  expect((await api.call('getMailbox', { idOrAddress: mailbox.id })).messageCount).toBe(1_100)
  await api.call('deleteMessages', { mailbox: mailbox.id })
  expect(rows()).toEqual(nothing)
  expect((await api.call('getMailbox', { idOrAddress: mailbox.id })).messageCount).toBe(0)
})
