import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { CreatedAnswer, InboxAnswer, ListAnswer } from '#main/compat/dustmail/schema.ts'
import { injectClient } from '#test/support/api-client.ts'
import { startCompat } from '#test/support/compat.ts'
import type { createHandClock } from '#test/support/hand-clock.ts'
import { makeKey } from '#test/support/make-key.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { shapeOf } from '#test/support/shape-of.ts'
import type { TestApp } from '#test/support/start-app.ts'
import { dustMail, letter, newDustMail, verifyDomain } from './dustmail-client.ts'
import { examples } from './dustmail-examples.ts'

let app: TestApp
let clock: ReturnType<typeof createHandClock>
beforeAll(async () => {
  ;({ app, clock } = await startCompat())
})
afterAll(() => app.stop())
beforeEach(() => clock.set('2026-03-30T12:00:00.000Z'))

describe('the examples of the document', () => {
  test('create, with a username and an own domain, on premium', async () => {
    const { accountId, call } = await newDustMail(app, 'dustmail-premium')
    await verifyDomain(app, accountId, 'brand.example')
    const { status, body } = await call('POST', '/inbox', { body: examples.createRequest })
    expect([status, shapeOf(body)]).toEqual([201, shapeOf(examples.created)])
    expect(CreatedAnswer.parse(body)).toMatchObject({
      success: true,
      data: {
        email: 'swift.fox4291@brand.example',
        domain: 'brand.example',
        created_at: examples.created.data.created_at,
        expires_at: examples.created.data.expires_at,
      },
      meta: {
        plan: 'premium',
        rate_limit: { limit: null, used: 1 },
        available_domains: ['dustmail.net', 'mayfly.test', 'brand.example'],
      },
    })
  })

  test('list and read, on free; then delete', async () => {
    const { call, create } = await newDustMail(app, 'dustmail-free')
    const { data: inbox } = await create()
    for (const to of [inbox.email, inbox.email.toUpperCase(), inbox.email])
      await sendMail(app.smtpPort, { ...letter, to })

    const listed = await call('GET', '/inbox')
    expect([listed.status, shapeOf(listed.body)]).toEqual([200, shapeOf(examples.list)])
    expect(listed.body).toEqual({
      ...examples.list,
      data: [{ ...examples.list.data[0], id: inbox.id, email: inbox.email }],
    })

    clock.set('2026-03-30T12:05:30.000Z')
    await sendMail(app.smtpPort, { ...letter, to: inbox.email })
    const read = await call('GET', `/inbox/${inbox.id}`)
    expect([read.status, shapeOf(read.body)]).toEqual([200, shapeOf(examples.inbox)])
    const { data, meta } = InboxAnswer.parse(read.body)
    expect(data.inbox).toEqual(inbox)
    expect(data.emails[0]).toEqual({
      id: expect.any(String) as string,
      from: 'hello@shop.test',
      subject: letter.subject,
      text: expect.stringContaining(letter.text) as string,
      html: expect.stringContaining(letter.html) as string,
      received_at: examples.inbox.data.emails[0]!.received_at,
    })
    expect(meta).toEqual({ email_count: 4, rate_limit: { limit: 100, used: 3 } })

    const deleted = await call('DELETE', `/inbox/${inbox.id}`)
    expect([deleted.status, deleted.body]).toEqual([200, examples.deleted])
    for (const method of ['GET', 'DELETE'])
      expect(await call(method, `/inbox/${inbox.id}`)).toMatchObject({
        status: 404,
        body: { success: false, message: 'Inbox not found' },
      })
    expect((await call('GET', '/inbox')).body).toMatchObject({ data: [], meta: { total: 0 } })
  })

  test('the key in either header, but not two keys', async () => {
    const { key } = await newDustMail(app, 'dustmail-free')
    const { key: other } = await newDustMail(app, 'dustmail-free')
    const call = dustMail(app)
    const statusOf = async (headers: Record<string, string>) =>
      (await call('GET', '/inbox', { headers })).status
    expect(await statusOf({ authorization: `Bearer ${key}` })).toBe(200)
    expect(await statusOf({ authorization: `bearer  ${key} ` })).toBe(200)
    expect(await statusOf({ 'x-api-key': key })).toBe(200)
    expect(await statusOf({ authorization: `Bearer ${key}`, 'x-api-key': key })).toBe(200)
    expect(await statusOf({ authorization: `Bearer ${key}`, 'x-api-key': other })).toBe(401)
    expect(await statusOf({ authorization: key })).toBe(401)
    expect(await statusOf({ authorization: `Bearer ${key}`, 'x-api-key': '' })).toBe(401)
  })
})

describe('limits', () => {
  test('a free account has 100 calls a day, told in the answer and in no header, and anew at midnight', async () => {
    const { accountId, call } = await newDustMail(app, 'dustmail-free')
    const { key: second } = await makeKey(app, { service: 'dustmail', accountId })
    const other = dustMail(app, second)
    for (let n = 1; n <= 100; n++) {
      const { status, body } = await (n % 2 ? call : other)('GET', '/inbox')
      expect(status).toBe(200)
      expect(ListAnswer.parse(body).meta.rate_limit).toEqual({ limit: 100, used: n })
    }
    const refused = await call('POST', '/inbox')
    expect(refused).toMatchObject({
      status: 429,
      body: { success: false, message: expect.stringContaining('midnight UTC') as string },
    })
    for (const name of ['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset', 'retry-after'])
      expect(refused.headers.has(name), name).toBe(false)
    clock.set('2026-03-30T23:59:59.999Z')
    expect((await other('GET', '/inbox')).status).toBe(429)
    clock.passMs(1)
    expect(ListAnswer.parse((await call('GET', '/inbox')).body).meta.rate_limit).toEqual({
      limit: 100,
      used: 1,
    })
  })

  test('a plan of the owner’s holds as well: mailboxes, and minutes to live', async () => {
    const { accountId, create, call } = await newDustMail(app, 'dustmail-premium')
    const api = injectClient(app)
    await api.call('createPlan', { id: 'dust-small', activeMailboxes: 1, maxLifetimeMinutes: 10 })
    await api.call('updateAccount', { id: accountId, plan: 'dust-small' })
    expect((await create()).data.expires_at).toBe('2026-03-30T12:10:00.000Z')
    expect(await call('POST', '/inbox')).toMatchObject({ status: 429, body: { success: false } })
  })
})

test.each([
  ['a body that is no JSON', '{', 400],
  ['a list', '[]', 400],
  ['a text', '"x"', 400],
  ['a username that is no text', '{"username": 7}', 400],
  ['an empty username', '{"username": ""}', 400],
  ['a username that cannot stand before an @', '{"username": "a b@c"}', 400],
  ['a duration that is no number of minutes', '{"duration": "30"}', 400],
  ['a duration of nothing', '{"duration": 0}', 400],
  ['a domain that is not available', '{"domain": "not a domain"}', 403],
  ['more than a body needs', JSON.stringify({ username: 'x'.repeat(5000) }), 413],
])('%s is refused in words', async (_title, body, status) => {
  const { call } = await newDustMail(app, 'dustmail-premium')
  const answer = await call('POST', '/inbox', { body })
  expect(answer).toMatchObject({ status, body: { success: false } })
  expect((answer.body as { message: string }).message).toMatch(/\w+ \w+/)
})
