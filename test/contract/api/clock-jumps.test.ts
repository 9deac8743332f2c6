import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { injectClient, type ApiClient } from '#test/support/api-client.ts'
import { emptyStore } from '#test/support/empty-store.ts'
import { createHandClock } from '#test/support/hand-clock.ts'
import { callWithKey, makeLimited } from '#test/support/keyed-calls.ts'
import { sendMail, storedId } from '#test/support/send-mail.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'
import { openReceiver } from '#test/support/webhook-receiver.ts'

/**
 * The clock of the computer is put a day ahead or back while Mayfly runs: after a sleep, by a person, by a virtual machine. Of
 * lifetimes of mailboxes mailboxes-expiry.test.ts tells, of sessions sessions.test.ts.
 */
const dayMs = 24 * 60 * 60_000
const clock = createHandClock()
let app: TestApp
let api: ApiClient
beforeAll(async () => {
  app = await startApp({ now: clock.now })
  api = injectClient(app)
})
afterAll(() => app.stop())
beforeEach(() => emptyStore(api))

const send = async (subject: string) => storedId(await sendMail(app.smtpPort, { subject, text: 'x' }))
const subjects = async () => (await api.call('listMessages', {})).items.map(({ subject }) => subject)

test('mail is listed as it came, page by page, whatever the clock says', async () => {
  const ids = [await send('first')]
  clock.passMs(dayMs)
  ids.push(await send('ahead'))
  clock.passMs(-2 * dayMs)
  ids.push(await send('back'))
  clock.passMs(dayMs)
  ids.push(await send('last'))
  expect(new Set(ids).size).toBe(4)
  expect(await subjects()).toEqual(['last', 'back', 'ahead', 'first'])
  const paged = []
  let cursor: string | undefined
  do {
    const { items, nextCursor } = await api.call('listMessages', { limit: 1, ...(cursor ? { cursor } : {}) })
    paged.push(...items.map(({ id }) => id))
    cursor = nextCursor ?? undefined
  } while (cursor)
  expect(paged).toEqual(ids.toReversed())
})

test.each([dayMs, -dayMs])('a call that waits has the mail that comes after a jump of %i ms', async jump => {
  const waiting = api.call('waitForMessage', { subject: 'awaited', timeout: 60 })
  await expect.poll(() => app.app.waiting()).toBe(1)
  clock.passMs(jump)
  const id = await send('awaited')
  expect(await waiting).toMatchObject({ id })
})

test('age is what the clock says: a day ahead takes what is older, a day back takes nothing', async () => {
  await api.call('updateSettings', { 'retention.maxAgeDays': 1 })
  await send('of today')
  clock.passMs(-dayMs)
  await send('of yesterday')
  // More than a minute from the last look, so this sweep looks at age.
  clock.passMs(2 * dayMs - 60_000)
  await expect.poll(subjects).toEqual(['of today'])
  clock.passMs(-2 * dayMs)
  await send('after all')
  expect(await subjects()).toEqual(['after all', 'of today'])
  await api.call('updateSettings', { 'retention.maxAgeDays': 0 })
})

describe('calls of a key', () => {
  test('of a minute: a clock that was set back keeps nobody out', async () => {
    const { key } = await makeLimited(app, { requestsPerMinute: 1 })
    const status = async () => (await callWithKey(app, key)).status
    expect([await status(), await status()]).toEqual([200, 429])
    clock.passMs(-dayMs)
    expect(await status()).toBe(429)
    clock.passMs(60_000)
    expect([await status(), await status()]).toEqual([200, 429])
    clock.passMs(dayMs)
    expect([await status(), await status()]).toEqual([200, 429])
  })

  test('of a day: the next has its own, and the one before is as it was left', async () => {
    const { key } = await makeLimited(app, { callsPerDay: 2 })
    const status = async () => (await callWithKey(app, key)).status
    expect([await status(), await status(), await status()]).toEqual([200, 200, 429])
    clock.passMs(dayMs)
    expect([await status(), await status(), await status()]).toEqual([200, 200, 429])
    clock.passMs(-dayMs)
    expect(await status()).toBe(429)
    clock.passMs(2 * dayMs)
    expect(await status()).toBe(200)
  })
})

test.each([dayMs, -dayMs])(
  'what a webhook has to be told again is, soon after a jump of %i ms',
  async jump => {
    const receiver = await openReceiver(response => void response.writeHead(500).end())
    const { id } = await api.call('createWebhook', { url: receiver.url, events: ['message.received'] })
    const deliveries = async () => (await api.call('listWebhookDeliveries', { id })).items
    await send('told')
    await expect.poll(deliveries).toMatchObject([{ status: 'pending', attempts: 1 }])
    receiver.answer = response => void response.writeHead(204).end()
    clock.passMs(jump)
    if (jump < 0) {
      // It waits as long as it would have, and not for a day more.
      await expect
        .poll(async () => Date.parse((await deliveries())[0]!.nextAttemptAt!) - clock.now())
        .toBeLessThan(10_000)
      clock.passMs(10_000)
    }
    await expect.poll(deliveries).toMatchObject([{ status: 'delivered', attempts: 2 }])
    await api.call('deleteWebhook', { id })
  },
)

test('what is to be told again does not wait for a clock that was ahead for a moment', async () => {
  const receiver = await openReceiver(response => void response.writeHead(500).end())
  const { id } = await api.call('createWebhook', { url: receiver.url, events: ['message.received'] })
  const told = async () => (await api.call('listWebhookDeliveries', { id })).items
  clock.passMs(dayMs)
  await send('told')
  await expect.poll(told).toMatchObject([{ status: 'pending', attempts: 1 }])
  clock.passMs(-dayMs)
  await expect
    .poll(async () => Date.parse((await told())[0]!.nextAttemptAt!) - clock.now())
    .toBeLessThan(10_000)
  await api.call('deleteWebhook', { id })
})
