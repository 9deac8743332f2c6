import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { injectClient, keyClient } from '#test/support/api-client.ts'
import { startCompat } from '#test/support/compat.ts'
import type { createHandClock } from '#test/support/hand-clock.ts'
import { shapeOf } from '#test/support/shape-of.ts'
import type { TestApp } from '#test/support/start-app.ts'
import { errorOf, newMoMail, oldMoMail } from './momail-client.ts'
import { oldExamples } from './momail-old-examples.ts'

let app: TestApp
let clock: ReturnType<typeof createHandClock>
beforeAll(async () => {
  ;({ app, clock } = await startCompat())
})
afterAll(() => app.stop())
beforeEach(() => clock.set('2024-01-01T10:15:00.000Z'))

type Answer = Awaited<ReturnType<Awaited<ReturnType<typeof newMoMail>>['current']>>

const headersOf = ({ headers }: Answer) =>
  ['limit', 'remaining', 'reset'].map(name => Number(headers.get(`x-ratelimit-${name}`)))
const seconds = (time: string) => Date.parse(time) / 1000

test('a minute of the free plan: headers, the 429 of the document, and back with the clock', async () => {
  const { current } = await newMoMail(app, 'momail-free')
  const first = await current('GET', '/mailboxes')
  expect([first.status, ...headersOf(first)]).toEqual([200, 20, 19, seconds('2024-01-01T10:15:03.000Z')])
  for (let n = 2; n <= 20; n++) expect((await current('GET', '/mailboxes')).status).toBe(200)
  const refused = await current('GET', '/mailboxes')
  expect([refused.status, shapeOf(refused.body)]).toEqual([429, shapeOf(oldExamples.rateLimited)])
  expect(errorOf(refused)).toMatchObject({ details: { limit: 20, window: 'minute', retry_after: 3 } })
  expect(refused.headers.get('retry-after')).toBe('3')
  expect(headersOf(refused).slice(0, 2)).toEqual([20, 0])
  clock.passMs(3_000)
  expect((await current('GET', '/mailboxes')).status).toBe(200)
})

test('an hour of the free plan, of all keys together, and back with the next one', async () => {
  const { current, old } = await newMoMail(app, 'momail-free')
  const { body } = await old('POST', '/api-keys', { body: { name: 'second' } })
  const second = (body as { data: { apiKey: string } }).data.apiKey
  let last = await current('GET', '/mailboxes')
  for (let n = 3; n <= 100; n++) {
    clock.passMs(10_000)
    last = await current('GET', '/mailboxes')
    expect(last.status).toBe(200)
    if (n === 90) expect(headersOf(last)).toEqual([100, 10, seconds('2024-01-01T11:00:00.000Z')])
  }
  expect(headersOf(last)).toEqual([100, 0, seconds('2024-01-01T11:00:00.000Z')])
  const refused = await current('GET', '/mailboxes')
  expect([refused.status, errorOf(refused).details]).toEqual([
    429,
    {
      limit: 100,
      window: 'hour',
      retry_after: (seconds('2024-01-01T11:00:00.000Z') * 1000 - clock.now()) / 1000,
    },
  ])
  expect((await oldMoMail(app, second)('GET', '/domains')).status).toBe(429)
  expect((await keyClient(app, second).call('listMailboxes', {})).total).toBe(0)
  clock.set('2024-01-01T10:59:59.999Z')
  expect((await current('GET', '/mailboxes')).headers.get('retry-after')).toBe('1')
  clock.passMs(1)
  expect((await current('GET', '/mailboxes')).status).toBe(200)
})

test('a day of a plan', async () => {
  const { current, accountId } = await newMoMail(app)
  const api = injectClient(app)
  await api.call('createPlan', { id: 'three-a-day', callsPerDay: 3 })
  await api.call('updateAccount', { id: accountId, plan: 'three-a-day' })
  const first = await current('GET', '/mailboxes')
  expect(headersOf(first)).toEqual([3, 2, seconds('2024-01-02T00:00:00.000Z')])
  for (let n = 2; n <= 3; n++) await current('GET', '/mailboxes')
  const refused = await current('GET', '/mailboxes')
  expect(errorOf(refused)).toMatchObject({
    code: 'RATE_LIMIT_EXCEEDED',
    details: { limit: 3, window: 'day' },
  })
  expect(refused.headers.get('retry-after')).toBe(String(13.75 * 3600))
  clock.set('2024-01-02T00:00:00.000Z')
  expect((await current('GET', '/mailboxes')).status).toBe(200)
})

test('a month of a plan, told as one on its last day, too', async () => {
  clock.set('2024-01-31T12:00:00.000Z')
  const { current, accountId } = await newMoMail(app)
  const api = injectClient(app)
  await api.call('createPlan', { id: 'two-a-month', callsPerMonth: 2, callsPerDay: 50 })
  await api.call('updateAccount', { id: accountId, plan: 'two-a-month' })
  for (let n = 1; n <= 2; n++) await current('GET', '/mailboxes')
  expect(errorOf(await current('GET', '/mailboxes'))).toMatchObject({
    code: 'RATE_LIMIT_EXCEEDED',
    details: { limit: 2, window: 'month', retry_after: 12 * 3600 },
  })
  clock.set('2024-02-01T00:00:00.000Z')
  expect((await current('GET', '/mailboxes')).status).toBe(200)
})

test('a plan that is not MoMail’s is shown as one of its own, without the limits of that', async () => {
  const { old, accountId } = await newMoMail(app, 'unlimited')
  const usage = { emailsLimit: null, searchesLimit: null, storageLimit: null }
  const shown = async () => {
    const [keys, billing] = [await old('GET', '/api-keys'), await old('GET', '/billing/usage')]
    expect(billing.body).toMatchObject({ data: usage })
    return (keys.body as { data: { plan: string; rateLimit: number | null }[] }).data[0]!
  }
  expect(await shown()).toMatchObject({ plan: 'enterprise', rateLimit: null })
  const api = injectClient(app)
  await api.call('createPlan', { id: 'counted', callsPerDay: 100, requestsPerMinute: 7 })
  await api.call('updateAccount', { id: accountId, plan: 'counted' })
  expect(await shown()).toMatchObject({ plan: 'free', rateLimit: 7 })
})

test('nothing is told where nothing is limited', async () => {
  const { current } = await newMoMail(app, 'unlimited')
  const { headers } = await current('GET', '/mailboxes')
  expect([...headers.keys()].filter(name => name.startsWith('x-ratelimit'))).toEqual([])
})

test('the searches of a month, of both generations, without those that failed', async () => {
  const { current, old } = await newMoMail(app, 'momail-free')
  const search = async () => {
    clock.passMinutes(36)
    return current('POST', '/search', { body: { query: 'x' } })
  }
  for (let n = 1; n <= 99; n++) expect((await search()).status).toBe(200)
  expect((await current('POST', '/search', { body: {} })).status).toBe(422)
  expect((await old('POST', '/search', { body: { query: 'x' } })).status).toBe(200)
  for (let n = 1; n <= 2; n++) {
    const refused = await search()
    expect([refused.status, errorOf(refused)]).toEqual([
      403,
      {
        code: 'QUOTA_EXCEEDED',
        message: 'The searches of this month are used up.',
        details: { limit: 100, window: 'month', resets_at: '2024-02-01T00:00:00.000Z' },
      },
    ])
  }
  expect((await old('GET', '/search/suggestions?q=x')).status).toBe(200)
  expect((await old('GET', '/billing/usage')).body).toMatchObject({ data: { searchesUsed: 100 } })
  clock.set('2024-01-30T12:00:00.000Z')
  expect((await search()).status).toBe(403)
  clock.set('2024-02-01T00:00:00.000Z')
  expect((await search()).status).toBe(200)
})
