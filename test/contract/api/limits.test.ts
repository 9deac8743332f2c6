import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { injectClient } from '#test/support/api-client.ts'
import { openEvents } from '#test/support/event-source.ts'
import { callWithKey, limitsOf, makeLimited } from '#test/support/keyed-calls.ts'
import { makeKey } from '#test/support/make-key.ts'
import { sendMail, storedId } from '#test/support/send-mail.ts'
import { startApp, temporaryFolder, type TestApp } from '#test/support/start-app.ts'

const morning = Date.parse('2026-11-21T05:00:00.000Z')
const tomorrow = Date.parse('2026-11-22T00:00:00.000Z')
const seconds = (ms: number) => Math.ceil(ms / 1000)

let clock = morning
let app: TestApp
beforeAll(async () => {
  app = await startApp({ now: () => clock })
})
afterAll(() => app.stop())
beforeEach(() => void (clock = morning))

const error = (text: string) => (JSON.parse(text) as { error: string; message: string }).error

test('a burst is taken, then one call for each that has come back', async () => {
  const { key } = await makeLimited(app, { requestsPerMinute: 20, burst: 3 })
  const call = () => callWithKey(app, key)
  expect(await call()).toMatchObject({ status: 200, limit: 3, remaining: 2, reset: seconds(clock + 3_000) })
  expect(await call()).toMatchObject({ status: 200, remaining: 1 })
  expect(await call()).toMatchObject({ status: 200, remaining: 0, reset: seconds(clock + 9_000) })
  const refused = await call()
  expect(refused).toMatchObject({ status: 429, limit: 3, remaining: 0, retryAfter: 3 })
  expect(error(refused.text)).toBe('rate_limit_exceeded')
  clock += 2_999
  expect(await call()).toMatchObject({ status: 429, retryAfter: 1 })
  clock += 1
  expect(await call()).toMatchObject({ status: 200, remaining: 0, retryAfter: null })
  clock += 60_000
  expect(await call()).toMatchObject({ status: 200, remaining: 2 })
})

test('each key has a bucket of its own, the account’s keys share the day', async () => {
  const { accountId, key } = await makeLimited(app, { requestsPerMinute: 2, callsPerDay: 5 })
  const { key: second } = await makeKey(app, { accountId })
  const statuses = []
  for (const one of [key, key, key, second, second, second])
    statuses.push((await callWithKey(app, one)).status)
  expect(statuses).toEqual([200, 200, 429, 200, 200, 429])
})

test('the day is asked first, counts refused calls too, and ends at 00:00 UTC', async () => {
  const { key } = await makeLimited(app, { requestsPerMinute: 60, burst: 2, callsPerDay: 4 })
  const call = async () => {
    const answer = await callWithKey(app, key)
    return { ...answer, error: answer.status === 200 ? null : error(answer.text) }
  }
  expect(await call()).toMatchObject({ error: null, limit: 2, remaining: 1 })
  expect(await call()).toMatchObject({ error: null, limit: 2, remaining: 0 })
  expect(await call()).toMatchObject({ error: 'rate_limit_exceeded', limit: 2, remaining: 0, retryAfter: 1 })
  clock += 1_000
  const ofDay = { limit: 4, remaining: 0, reset: seconds(tomorrow) }
  expect(await call()).toMatchObject({ error: null, ...ofDay })
  const untilTomorrow = (tomorrow - clock) / 1000
  expect(await call()).toMatchObject({ error: 'quota_exceeded', ...ofDay, retryAfter: untilTomorrow })
  clock = tomorrow - 1
  expect(await call()).toMatchObject({ status: 429, error: 'quota_exceeded', retryAfter: 1 })
  clock = tomorrow
  expect(await call()).toMatchObject({ error: null, limit: 2, remaining: 1 })
})

test('a plan that changes holds at once, and so does another plan', async () => {
  const api = injectClient(app)
  const { key, plan, accountId } = await makeLimited(app, { callsPerDay: 1 })
  expect((await callWithKey(app, key)).status).toBe(200)
  expect((await callWithKey(app, key)).status).toBe(429)
  await api.call('updatePlan', { id: plan, callsPerDay: 10 })
  expect(await callWithKey(app, key)).toMatchObject({ status: 200, limit: 10, remaining: 7 })
  await api.call('updateAccount', { id: accountId, plan: 'unlimited' })
  expect(await callWithKey(app, key)).toMatchObject({
    status: 200,
    limit: null,
    remaining: null,
    reset: null,
  })
  await api.call('updateAccount', { id: accountId, plan })
  expect(await callWithKey(app, key)).toMatchObject({ status: 200, remaining: 5 })
})

test('the owner and who has no key are not limited, and told nothing', async () => {
  const nothing = { limit: null, remaining: null, reset: null, retryAfter: null }
  await injectClient(app).call('updateAccount', { id: 'local', plan: 'dustmail-free' })
  onTestFinished(async () => {
    await injectClient(app).call('updateAccount', { id: 'local', plan: 'unlimited' })
  })
  for (let n = 0; n < 120; n++) {
    const response = await fetch(`${app.url}/api/v1/info`)
    expect(response.status).toBe(200)
    expect(limitsOf(response.headers)).toEqual(nothing)
  }
  expect(await callWithKey(app, 'mayfly_unknown')).toMatchObject({ status: 401, ...nothing })
})

describe('the headers are on every kind of answer that a key gets', () => {
  let key: string
  let id: string
  beforeAll(async () => {
    const limited = await makeLimited(app, { callsPerDay: 1_000 })
    key = limited.key
    const { address } = await injectClient(app).call('createMailbox', {})
    id = storedId(await sendMail(app.smtpPort, { to: address, text: 'x' }))
  })

  test.each([
    ['GET', '/api/v1/messages', 200],
    ['HEAD', '/api/v1/messages', 200],
    ['GET', '/%61pi/v1/messages', 200],
    ['GET', '/api/v1/messages?limit=x', 400],
    ['POST', '/api/v1/mailboxes', 400, '{'],
    ['GET', '/api/v1/messages/ID', 404],
    ['GET', '/api/v1/messages/ID/raw', 404],
    ['GET', '/api/v1/messages/ID/attachments/1', 404],
    ['GET', '/api/v1/messages/wait?timeout=0', 408],
    ['GET', '/api/v1/nothing/here', 404],
    ['PUT', '/api/v1/messages', 404],
    ['GET', '/api/v1/settings', 403],
  ] as const)('%s %s: %i', async (method, path, status, body?: string) => {
    const headers = { 'content-type': 'application/json' }
    const options = { method, ...(body === undefined ? {} : { headers, body }) }
    const before = await callWithKey(app, key)
    const answer = await callWithKey(app, key, path.replace('ID', id), options)
    expect(answer).toMatchObject({ status, limit: 1_000, remaining: before.remaining! - 1 })
    expect(answer.reset).toBe(seconds(tomorrow))
  })

  test('bytes', async () => {
    const { key: own } = await makeLimited(app, { callsPerDay: 5 })
    const headers = { 'content-type': 'message/rfc822' }
    const mail = { method: 'POST', headers, body: 'Subject: x\r\n\r\nx' }
    const made = await callWithKey(app, own, '/api/v1/mailboxes/bytes@mayfly.test/messages', mail)
    expect(made).toMatchObject({ status: 201, remaining: 4 })
    const { id: mine } = JSON.parse(made.text) as { id: string }
    const raw = await callWithKey(app, own, `/api/v1/messages/${mine}/raw`)
    expect(raw).toMatchObject({ status: 200, limit: 5, remaining: 3 })
  })

  test('a page that may not use the key', async () => {
    const { accountId } = await makeLimited(app, { callsPerDay: 9 })
    const { key: bound } = await makeKey(app, { accountId, allowedOrigins: ['shop.test'] })
    const headers = { origin: 'https://evil.test' }
    expect(await callWithKey(app, bound, '/api/v1/messages', { headers })).toMatchObject({
      status: 403,
      limit: 9,
      remaining: 8,
    })
  })

  test('a stream of events', async () => {
    const gone = new AbortController()
    const headers = { authorization: `Bearer ${key}` }
    const response = await fetch(`${app.url}/api/v1/events`, { headers, signal: gone.signal })
    expect([response.status, limitsOf(response.headers).limit]).toEqual([200, 1_000])
    gone.abort()
  })

  test('and on none outside of the API', async () => {
    for (const path of ['/health', '/ready', '/openapi.json', '/nothing'])
      expect((await callWithKey(app, key, path)).limit, path).toBeNull()
  })
})

test('the day’s count outlives a restart', async () => {
  const folder = temporaryFolder()
  onTestFinished(() => folder.remove())
  const first = await startApp({ dataDir: folder.path, now: () => clock })
  const { key } = await makeLimited(first, { callsPerDay: 3 })
  expect((await callWithKey(first, key)).remaining).toBe(2)
  await first.stop()
  const second = await startApp({ dataDir: folder.path, now: () => clock })
  onTestFinished(() => second.stop())
  expect((await callWithKey(second, key)).remaining).toBe(1)
  expect((await callWithKey(second, key)).remaining).toBe(0)
  expect(await callWithKey(second, key)).toMatchObject({ status: 429, limit: 3 })
})

test('the month’s count is shared by the account’s keys, outlives a restart, and ends with the month', async () => {
  const folder = temporaryFolder()
  onTestFinished(() => folder.remove())
  const first = await startApp({ dataDir: folder.path, now: () => clock })
  clock = Date.parse('2026-10-01T00:00:00.000Z')
  const { key, accountId } = await makeLimited(first, { callsPerMonth: 3 })
  const nextMonth = Date.parse('2026-11-01T00:00:00.000Z')
  expect(await callWithKey(first, key)).toMatchObject({ limit: 3, remaining: 2, reset: seconds(nextMonth) })
  await first.stop()
  clock = nextMonth - 1
  const second = await startApp({ dataDir: folder.path, now: () => clock })
  onTestFinished(() => second.stop())
  const { key: other } = await makeKey(second, { accountId })
  expect((await callWithKey(second, other)).remaining).toBe(1)
  expect((await callWithKey(second, key)).remaining).toBe(0)
  const refused = await callWithKey(second, key)
  expect(refused).toMatchObject({ status: 429, limit: 3, remaining: 0, retryAfter: 1 })
  expect(error(refused.text)).toBe('quota_exceeded')
  clock = nextMonth
  expect(await callWithKey(second, key)).toMatchObject({ status: 200, remaining: 2 })
})

test('the owner hears of a limited account’s calls, and of no others', async () => {
  const { key, accountId } = await makeLimited(app, { requestsPerMinute: 100 })
  const { key: unlimited } = await makeKey(app)
  const events = await openEvents(`${app.url}/api/v1/events`)
  onTestFinished(() => events.close())
  await callWithKey(app, unlimited)
  for (let n = 0; n < 5; n++) await callWithKey(app, key)
  await expect.poll(() => events.of('limits.changed')).not.toEqual([])
  for (const event of events.of('limits.changed'))
    expect(event).toEqual({ type: 'limits.changed', accountIds: [accountId] })
})
