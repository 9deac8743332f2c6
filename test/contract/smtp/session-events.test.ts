import { afterAll, beforeAll, expect, test } from 'vitest'
import { injectClient, type ApiClient } from '#test/support/api-client.ts'
import { openEvents } from '#test/support/event-source.ts'
import { makeKey } from '#test/support/make-key.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { openGreeted } from '#test/support/smtp-session.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

/** News of sessions are so far apart; a timer may be a millisecond early. */
const leastNewsMs = 250 - 1

let app: TestApp
let api: ApiClient
beforeAll(async () => {
  app = await startApp()
  api = injectClient(app)
})
afterAll(() => app.stop())

test('the owner hears of sessions as they go on, and sees who writes to whom', async () => {
  const stream = await openEvents(`${app.url}/api/v1/events`)
  const session = await openGreeted(app.smtpPort)
  await expect.poll(() => stream.of('smtp.session')).toHaveLength(1)
  const { items } = await api.call('listSmtpSessions', { limit: 1 })
  expect(items[0]).toMatchObject({ endedAt: null, sender: null, recipients: [] })
  expect(stream.of('smtp.session')).toEqual([{ type: 'smtp.session', sessionIds: [items[0]!.id] }])

  await session.envelope('app@shop.test', 'one@mayfly.test', 'two@mayfly.test')
  await expect.poll(() => stream.of('smtp.session').length).toBeGreaterThan(1)
  expect((await api.call('listSmtpSessions', { q: 'TWO@mayfly' })).items).toMatchObject([
    { sender: 'app@shop.test', recipients: ['one@mayfly.test', 'two@mayfly.test'] },
  ])
  const before = stream.of('smtp.session').length
  await session.quit()
  await expect.poll(() => stream.of('smtp.session').length).toBeGreaterThan(before)
  await stream.close()
  // What the store has says the same, once it is written.
  await expect
    .poll(async () => (await api.call('listSmtpSessions', { q: 'app@shop' })).items)
    .toMatchObject([{ sender: 'app@shop.test', recipients: ['one@mayfly.test', 'two@mayfly.test'] }])
})

test('many sessions are told together', async () => {
  const begun = performance.now()
  const stream = await openEvents(`${app.url}/api/v1/events`)
  await Promise.all(Array.from({ length: 20 }, () => sendMail(app.smtpPort, { subject: 'x', text: 'x' })))
  const told = () =>
    new Set(
      stream.of('smtp.session').flatMap(event => (event.type === 'smtp.session' ? event.sessionIds : [])),
    )
  await expect.poll(() => told().size).toBe(20)
  expect(stream.of('smtp.session').length).toBeLessThanOrEqual(1 + (performance.now() - begun) / leastNewsMs)
  await stream.close()
})

test('a key hears nothing of sessions, nor who follows one mailbox', async () => {
  const { key } = await makeKey(app)
  const streams = await Promise.all([
    openEvents(`${app.url}/api/v1/events`, { authorization: `Bearer ${key}` }),
    openEvents(`${app.url}/api/v1/events?mailbox=someone@mayfly.test`),
    openEvents(`${app.url}/api/v1/events`),
  ])
  const owner = streams[2]!
  await sendMail(app.smtpPort, { to: 'someone@mayfly.test', subject: 'x', text: 'x' })
  await expect.poll(() => owner.of('smtp.session').length).toBeGreaterThan(0)
  // What came after it has come to all: so would it have.
  await sendMail(app.smtpPort, { to: 'someone@mayfly.test', subject: 'y', text: 'y' })
  await expect.poll(() => streams[1]!.of('message.received').length).toBeGreaterThan(1)
  expect(streams.slice(0, 2).flatMap(stream => stream.of('smtp.session'))).toEqual([])
  await Promise.all(streams.map(stream => stream.close()))
})
