import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Usage } from '#shared/api/usage.ts'
import { injectClient, ipcClient } from '#test/support/api-client.ts'
import { callWithKey, makeLimited } from '#test/support/keyed-calls.ts'
import { makeKey } from '#test/support/make-key.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { startApp, temporaryFolder, type TestApp } from '#test/support/start-app.ts'

const day = 24 * 60 * 60 * 1000
const morning = Date.parse('2026-11-21T05:00:00.000Z')

let clock = morning
let app: TestApp
beforeAll(async () => {
  app = await startApp({ now: () => clock })
})
afterAll(() => app.stop())

/** Over IPC, so that the question itself is no call over HTTP. */
const usageOf = (account?: string, days?: number): Promise<Usage> =>
  ipcClient(app).call('getUsage', {
    ...(account === undefined ? {} : { account }),
    ...(days === undefined ? {} : { days }),
  })

test('calls are counted by key and by route, failures apart, with what is left of today', async () => {
  clock = morning
  const { accountId, key, keyId, plan } = await makeLimited(app, { callsPerDay: 6 })
  const { id: otherId, key: other } = await makeKey(app, { accountId, name: 'other' })
  await callWithKey(app, key)
  await callWithKey(app, key, '/api/v1/messages/unknown-1')
  await callWithKey(app, key, '/api/v1/messages/unknown-2/raw')
  await callWithKey(app, key, '/api/v1/messages/unknown-2')
  await callWithKey(app, other, '/api/v1/nothing/here')
  await callWithKey(app, other)
  expect((await callWithKey(app, other)).status).toBe(429)
  expect(await usageOf(accountId, 1)).toEqual({
    accountId,
    plan,
    today: {
      callsPerMinute: null,
      callsPerDay: { limit: 6, used: 7, remaining: 0, resetsAt: '2026-11-22T00:00:00.000Z' },
      activeMailboxes: { limit: null, used: 0, remaining: null },
      archivedMailboxes: { limit: null, used: 0, remaining: null },
    },
    days: [
      {
        date: '2026-11-21',
        calls: 7,
        errors: 5,
        messagesReceived: 0,
        bytesReceived: 0,
        keys: [
          { id: keyId, name: 'test', calls: 4, errors: 3 },
          { id: otherId, name: 'other', calls: 3, errors: 2 },
        ],
        routes: [
          { route: 'GET /api/v1/info', calls: 3, errors: 1 },
          { route: 'GET /api/v1/messages/:id', calls: 2, errors: 2 },
          { route: 'GET /api/v1/*', calls: 1, errors: 1 },
          { route: 'GET /api/v1/messages/:id/raw', calls: 1, errors: 1 },
        ],
      },
    ],
  })
})

test('mail is counted by its size, whichever way it came, for the account of each mailbox', async () => {
  clock = morning + 2 * day
  const { accountId, key } = await makeLimited(app, {})
  await callWithKey(app, key, '/api/v1/mailboxes', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"address": "counted@mayfly.test"}',
  })
  const before = (await usageOf('local', 1)).days[0]!
  await sendMail(app.smtpPort, { to: ['counted@mayfly.test', 'elsewhere@mayfly.test'], text: 'x' })
  await callWithKey(app, key, '/api/v1/mailboxes/counted@mayfly.test/messages', {
    method: 'POST',
    headers: { 'content-type': 'message/rfc822' },
    body: 'Subject: x\r\n\r\nx',
  })
  const stored = await injectClient(app).call('getMailbox', { idOrAddress: 'counted@mayfly.test' })
  const usage = await usageOf(accountId, 1)
  expect(usage.days[0]).toMatchObject({ messagesReceived: 2, bytesReceived: stored.sizeBytes })
  expect(usage.today.activeMailboxes).toEqual({ limit: null, used: 1, remaining: null })
  expect((await usageOf('local', 1)).days[0]!.messagesReceived).toBe(before.messagesReceived + 1)
})

test('what is left of the mailboxes is said as the quotas count them', async () => {
  const api = injectClient(app)
  const { accountId, key, plan } = await makeLimited(app, {})
  await api.call('updatePlan', { id: plan, activeMailboxes: 3, archivedMailboxes: 1 })
  for (const localPart of ['one', 'two', 'three'])
    await callWithKey(app, key, '/api/v1/mailboxes', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ localPart: `quota-${localPart}` }),
    })
  await callWithKey(app, key, '/api/v1/mailboxes/quota-one@mayfly.test/archive', { method: 'POST' })
  expect((await usageOf(accountId)).today).toMatchObject({
    activeMailboxes: { limit: 3, used: 2, remaining: 1 },
    archivedMailboxes: { limit: 1, used: 1, remaining: 0 },
  })
})

test('the owner’s calls are the local account’s, by no key', async () => {
  clock = morning + 4 * day
  await fetch(`${app.url}/api/v1/info`)
  await fetch(`${app.url}/api/v1/messages/unknown`)
  const { days, today } = await usageOf(undefined, 1)
  expect(days[0]).toMatchObject({
    calls: 2,
    errors: 1,
    keys: [{ id: null, name: null, calls: 2, errors: 1 }],
  })
  expect(today.callsPerDay).toMatchObject({ limit: null, used: 0, remaining: null })
})

test('of this minute it has the key that has used most of what may be called at once', async () => {
  clock = morning + 6 * day
  const { accountId, key } = await makeLimited(app, { requestsPerMinute: 60, burst: 5 })
  const { key: other } = await makeKey(app, { accountId })
  const minute = async () => (await usageOf(accountId, 1)).today.callsPerMinute
  expect(await minute()).toEqual({ limit: 5, used: 0, remaining: 5 })
  await callWithKey(app, key)
  for (let n = 0; n < 3; n++) await callWithKey(app, other)
  expect(await minute()).toEqual({ limit: 5, used: 3, remaining: 2 })
  clock += 2_000
  expect(await minute()).toEqual({ limit: 5, used: 1, remaining: 4 })
})

test('days come newest first and without gaps; a call counts for the day on which it began', async () => {
  clock = morning + 10 * day
  const { accountId, key } = await makeLimited(app, {})
  await callWithKey(app, key)
  clock += 2 * day
  await callWithKey(app, key)
  const { days } = await usageOf(accountId, 4)
  expect(days.map(({ date, calls }) => [date, calls])).toEqual([
    ['2026-12-03', 1],
    ['2026-12-02', 0],
    ['2026-12-01', 1],
    ['2026-11-30', 0],
  ])
  expect((await usageOf(accountId)).days).toHaveLength(7)
})

describe('who may see', () => {
  test('a key sees its own account, by name or without, and no other', async () => {
    const { accountId, key } = await makeLimited(app, { callsPerDay: 50 })
    const read = async (query: string) => {
      const { status, text } = await callWithKey(app, key, `/api/v1/usage${query}`)
      return { status, body: JSON.parse(text) as Usage & { error?: string } }
    }
    expect(await read('')).toMatchObject({ status: 200, body: { accountId } })
    expect(await read(`?account=${accountId}&days=1`)).toMatchObject({ status: 200, body: { accountId } })
    for (const other of ['local', 'unknown'])
      expect(await read(`?account=${other}`)).toMatchObject({
        status: 404,
        body: { error: 'not_found', message: `There is no account ${other}.` },
      })
  })

  test('an unknown account and a number of days that is not kept are refused', async () => {
    await expect(usageOf('unknown')).rejects.toMatchObject({ code: 'not_found' })
    for (const days of [0, 31])
      await expect(usageOf('local', days)).rejects.toMatchObject({ code: 'bad_request' })
  })

  test('a deleted key keeps its calls and loses its name', async () => {
    const { accountId, key, keyId } = await makeLimited(app, {})
    await callWithKey(app, key)
    await ipcClient(app).call('deleteKey', { id: keyId })
    expect((await usageOf(accountId, 1)).days[0]!.keys).toEqual([
      { id: keyId, name: null, calls: 1, errors: 0 },
    ])
  })
})

test('what was counted until the stop is there after a restart, and goes on', async () => {
  const folder = temporaryFolder()
  onTestFinished(() => folder.remove())
  const first = await startApp({ dataDir: folder.path, now: () => clock })
  const { accountId, key } = await makeLimited(first, {})
  for (let n = 0; n < 3; n++) await callWithKey(first, key)
  await sendMail(first.smtpPort, { text: 'x' })
  await first.stop()
  const second = await startApp({ dataDir: folder.path, now: () => clock })
  onTestFinished(() => second.stop())
  await callWithKey(second, key)
  const read = (account: string) => ipcClient(second).call('getUsage', { account, days: 1 })
  expect((await read(accountId)).days[0]).toMatchObject({ calls: 4, errors: 0 })
  expect((await read(accountId)).today.callsPerDay.used).toBe(4)
  expect((await read('local')).days[0]).toMatchObject({ messagesReceived: 1 })
})
