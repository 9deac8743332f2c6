import { existsSync, readdirSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { expect, onTestFinished, test } from 'vitest'
import { injectClient } from '#test/support/api-client.ts'
import { fixture, sendMail, sendRaw, storedId } from '#test/support/send-mail.ts'
import { startApp, temporaryFolder, type TestApp } from '#test/support/start-app.ts'

function ownFolder(): string {
  const folder = temporaryFolder()
  onTestFinished(() => folder.remove())
  return folder.path
}

async function everything(app: TestApp) {
  const api = injectClient(app)
  const { items } = await api.call('listMessages', {})
  const details = await Promise.all(items.map(({ id }) => api.call('getMessage', { id })))
  const raws = await Promise.all(
    items.map(async ({ id }) => {
      const url = `/api/v1/messages/${id}/raw`
      return (await app.app.http.inject({ url, headers: { host: 'localhost' } })).body
    }),
  )
  const mailboxes = await api.call('listMailboxes', {})
  const found = await api.call('listMessages', { q: 'order filename:*png' })
  return { details, raws, mailboxes, found, settings: await api.call('getSettings', {}) }
}

test('a restart keeps everything as it was', async () => {
  const dataDir = ownFolder()
  const first = await startApp({ dataDir })
  const api = injectClient(first)
  const id = storedId(await sendRaw(first.smtpPort, fixture('mail/nodemailer-alternative-attachments.eml')))
  await sendMail(first.smtpPort, { to: ['a@mayfly.test', 'b@mayfly.test'], subject: 'two', text: 'x' })
  await api.call('updateMessage', { id, unread: false, pinned: true, tags: ['kept'] })
  await api.call('createMailbox', { address: 'empty@mayfly.test', tag: 'tagged' })
  await api.call('updateSettings', { 'retention.maxAgeDays': 7 })
  const before = await everything(first)
  await first.stop()
  const second = await startApp({ dataDir })
  expect(await everything(second)).toEqual(before)
  await second.stop()
})

test('a data directory serves one Mayfly at a time; the second is told so and the first not disturbed', async () => {
  const dataDir = ownFolder()
  const first = await startApp({ dataDir })
  await expect(startApp({ dataDir })).rejects.toMatchObject({
    kind: 'locked',
    message: expect.stringMatching(/Another Mayfly is already running on .*--data-dir/) as string,
  })
  storedId(await sendMail(first.smtpPort, { subject: 'still here', text: 'x' }))
  await first.stop()
  const next = await startApp({ dataDir })
  expect((await injectClient(next).call('listMessages', {})).total).toBe(1)
  await next.stop()
})

test('a store in memory leaves no file and forgets', async () => {
  const before = new Set(readdirSync('.'))
  const app = await startApp()
  storedId(await sendMail(app.smtpPort, { subject: 'fleeting', text: 'x' }))
  await app.stop()
  expect(readdirSync('.').filter(name => !before.has(name))).toEqual([])
  expect(existsSync(':memory:')).toBe(false)
  expect(readdirSync(tmpdir()).filter(name => name.startsWith('mayfly.db'))).toEqual([])
  const next = await startApp()
  expect((await injectClient(next).call('listMessages', {})).total).toBe(0)
  await next.stop()
})

test('a data directory that is not there is made, for its owner only', async () => {
  const dataDir = `${ownFolder()}/a/b c/ü`
  const app = await startApp({ dataDir })
  await app.stop()
  expect(statSync(dataDir).mode & 0o777).toBe(0o700)
})
