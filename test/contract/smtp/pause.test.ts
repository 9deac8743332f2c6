import { afterAll, beforeAll, expect, test } from 'vitest'
import { injectClient, keyClient, type ApiClient } from '#test/support/api-client.ts'
import { backUp, restoreBackup } from '#test/support/backups.ts'
import { openEvents } from '#test/support/event-source.ts'
import { makeKey } from '#test/support/make-key.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { openGreeted } from '#test/support/smtp-session.ts'
import { startApp, temporaryFolder, type TestApp } from '#test/support/start-app.ts'

let app: TestApp
let api: ApiClient
beforeAll(async () => {
  app = await startApp()
  api = injectClient(app)
})
afterAll(() => app.stop())

test('while receiving is paused, senders are told to try again; then all is as before', async () => {
  const stream = await openEvents(`${app.url}/api/v1/events`)
  const open = await openGreeted(app.smtpPort)
  expect(await api.call('updateReception', { paused: true })).toEqual({ paused: true })
  await api.call('updateReception', { paused: true })
  expect(await api.call('getInfo')).toMatchObject({ paused: true, smtpPort: app.smtpPort })
  await expect.poll(() => stream.of('server.changed')).toEqual([{ type: 'server.changed' }])

  // One that was connected before is told the same as one that comes now.
  expect(await open.say('MAIL FROM:<app@shop.test>')).toMatch(/^452 4\.3\.2 .*paused by the owner/)
  await expect(sendMail(app.smtpPort, { subject: 'Now', text: 'x' })).rejects.toThrow(/paused by the owner/)
  expect((await api.call('listMessages')).items).toEqual([])
  await expect
    .poll(async () => (await api.call('listSmtpSessions', {})).items.map(one => one.refusalReason))
    .toEqual(['paused', 'paused'])

  await api.call('updateReception', { paused: false })
  expect(await open.say('MAIL FROM:<app@shop.test>')).toMatch(/^250 /)
  await open.quit()
  await sendMail(app.smtpPort, { subject: 'Again', text: 'x' })
  expect((await api.call('listMessages')).items).toMatchObject([{ subject: 'Again' }])
  await stream.close()
})

test('a key pauses nothing', async () => {
  const { key } = await makeKey(app)
  await expect(keyClient(app, key).call('updateReception', { paused: true })).rejects.toMatchObject({
    code: 'forbidden',
  })
})

test('another store in the place of this one does not end the pause', async () => {
  const folder = temporaryFolder()
  const other = await startApp({ dataDir: folder.path })
  const name = await backUp(other)
  await injectClient(other).call('updateReception', { paused: true })
  expect(await restoreBackup(other, name)).toMatchObject({ state: 'done' })
  await expect(sendMail(other.smtpPort, { subject: 'x', text: 'x' })).rejects.toThrow(/paused by the owner/)
  await other.stop()
  folder.remove()
})
