import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { injectClient } from '#test/support/api-client.ts'
import { startCompat } from '#test/support/compat.ts'
import type { createHandClock } from '#test/support/hand-clock.ts'
import { makeKey } from '#test/support/make-key.ts'
import type { TestApp } from '#test/support/start-app.ts'
import { failure, limitTo, minuteMail, newMinuteMail, type Plan } from './minutemail-client.ts'
import { examples } from './minutemail-examples.ts'

let app: TestApp
let clock: ReturnType<typeof createHandClock>
beforeAll(async () => {
  ;({ app, clock } = await startCompat())
})
afterAll(() => app.stop())
beforeEach(() => clock.set('2024-01-18T00:15:00.000Z'))

const remainingOf = ({ headers }: { headers: Headers }) => headers.get(examples.remaining)

test.each(Object.entries(examples.plans))('the plan %s is as documented', async (id, limits) => {
  const { items } = await injectClient(app).call('listPlans', {})
  expect(items.find(plan => plan.id === id)).toMatchObject({
    requestsPerMinute: limits.minute,
    burst: limits.burst,
    callsPerDay: limits.day,
    activeMailboxes: limits.active,
    archivedMailboxes: limits.archived,
    maxLifetimeMinutes: 60,
  })
})

test('every answer says what is left, and 0 when nothing is', async () => {
  const { call, accountId } = await newMinuteMail(app)
  await limitTo(app, accountId, { requestsPerMinute: 60, burst: 4, callsPerDay: 100 })
  expect(remainingOf(await call('GET', '/mailboxes'))).toBe('3')
  expect(remainingOf(await call('GET', '/nothing'))).toBe('2')
  expect(remainingOf(await call('POST', '/mailboxes', { body: '{' }))).toBe('1')
  expect(remainingOf(await call('DELETE', '/members'))).toBe('0')
  const refused = await call('GET', '/mailboxes')
  expect(refused).toMatchObject({ status: 429, body: failure('rate_limit_exceeded', /minute/) })
  expect(remainingOf(refused)).toBe('0')
  clock.passMs(1_000)
  expect((await call('GET', '/mailboxes')).status).toBe(200)
  expect(remainingOf(await minuteMail(app)('GET', '/mailboxes'))).toBe('0')
})

test('an account without limits has a number that a client can read', async () => {
  const { call, accountId } = await newMinuteMail(app)
  await injectClient(app).call('updateAccount', { id: accountId, plan: 'unlimited' })
  expect(Number(remainingOf(await call('GET', '/mailboxes')))).toBe(2_147_483_647)
})

test('a free key makes a hundred calls at once and not one more that day', async () => {
  const { call } = await newMinuteMail(app, 'free')
  for (let left = 99; left >= 0; left--) {
    const answer = await call('GET', '/mailboxes')
    expect([answer.status, remainingOf(answer)]).toEqual([200, `${left}`])
  }
  clock.passMinutes(2)
  const refused = await call('GET', '/mailboxes')
  expect(refused).toMatchObject({ status: 429, body: failure('quota_exceeded', /midnight UTC/) })
  expect(remainingOf(refused)).toBe('0')
  clock.set('2024-01-18T23:59:59.999Z')
  expect((await call('GET', '/mailboxes')).status).toBe(429)
  clock.passMs(1)
  expect((await call('GET', '/mailboxes')).status).toBe(200)
})

test('the keys of an account share its day', async () => {
  const { call, accountId } = await newMinuteMail(app)
  await limitTo(app, accountId, { callsPerDay: 2 })
  const { key } = await makeKey(app, { service: 'minutemail', accountId })
  const other = minuteMail(app, key)
  expect(remainingOf(await call('GET', '/mailboxes'))).toBe('1')
  expect(remainingOf(await other('GET', '/mailboxes'))).toBe('0')
  expect((await call('GET', '/mailboxes')).status).toBe(429)
})

const quotas: [Plan, number, number][] = [
  ['free', 3, 5],
  ['hobbyist', 10, 20],
]
test.each(quotas)('%s: %d active and %d archived mailboxes', async (plan, active, archived) => {
  const { call, create } = await newMinuteMail(app, plan)
  const kept = { recoverable: true, tag: 'kept' }
  for (let n = 0; n < archived; n++) {
    const { id } = await create(kept)
    expect((await call('DELETE', `/mailboxes/${id}`)).status).toBe(204)
  }
  const over = await create(kept)
  expect(await call('DELETE', `/mailboxes/${over.id}`)).toMatchObject({
    status: 429,
    body: failure('quota_exceeded', /archived/),
  })
  expect((await call('GET', `/mailboxes/${over.id}`)).status).toBe(200)
  for (let n = 1; n < active; n++) await create()
  const full = await call('POST', '/mailboxes', { body: {} })
  expect(full).toMatchObject({ status: 429, body: failure('quota_exceeded', /active/) })
  clock.passMinutes(60)
  expect((await call('POST', '/mailboxes', { body: {} })).status).toBe(201)
})
