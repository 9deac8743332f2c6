import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { CreatedAnswer, InboxAnswer, ListAnswer } from '#main/compat/dustmail/schema.ts'
import { injectClient } from '#test/support/api-client.ts'
import { makeServiceKey, serviceClient, startCompat } from '#test/support/compat.ts'
import type { createHandClock } from '#test/support/hand-clock.ts'
import { makeKey } from '#test/support/make-key.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { shapeOf } from '#test/support/shape-of.ts'
import type { TestApp } from '#test/support/start-app.ts'
import { examples } from './dustmail-examples.ts'

const start = '2026-03-30T12:00:00.000Z'

let app: TestApp
let clock: ReturnType<typeof createHandClock>
beforeAll(async () => {
  ;({ app, clock } = await startCompat())
})
afterAll(() => app.stop())
beforeEach(() => clock.set(start))

type Plan = 'dustmail-free' | 'dustmail-premium'

/** A client as an app has it, with a key of a new account. */
async function newClient(plan: Plan, more?: Parameters<typeof makeServiceKey>[3]) {
  const made = await makeServiceKey(app, 'dustmail', plan, more)
  const call = serviceClient(app, { service: 'dustmail', path: '/api/v1' }, made.key)
  return {
    ...made,
    call,
    create: async (body: unknown = {}) => CreatedAnswer.parse((await call('POST', '/inbox', { body })).body),
    list: async () => ListAnswer.parse((await call('GET', '/inbox')).body),
    read: async (id: string) => InboxAnswer.parse((await call('GET', `/inbox/${id}`)).body),
  }
}

async function verify(accountId: string, name: string): Promise<void> {
  const api = injectClient(app)
  const { id } = await api.call('createDomain', { accountId, name })
  await api.call('verifyDomain', { id })
}

const letter = {
  from: 'Shop <hello@shop.test>',
  subject: 'Verify your email address',
  text: 'Click the link below to verify',
  html: '<html><p>Click the link below to verify</p></html>',
}

describe('the examples of the document', () => {
  test('create, with a username and an own domain, on premium', async () => {
    const { accountId, call } = await newClient('dustmail-premium')
    await verify(accountId, 'brand.example')
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
    const { call, create } = await newClient('dustmail-free')
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
    const { key } = await newClient('dustmail-free')
    const { key: other } = await newClient('dustmail-free')
    const call = serviceClient(app, { service: 'dustmail', path: '/api/v1' })
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

describe('creating', () => {
  test('without a body, with an empty one, and with fields that it does not know', async () => {
    const { call, key } = await newClient('dustmail-free')
    const bare = await fetch(`${app.url}/compat/dustmail/api/v1/inbox`, {
      method: 'POST',
      headers: { 'x-api-key': key },
    })
    expect(bare.status).toBe(201)
    for (const body of ['', '{}', 'null', { colour: 'red' }])
      expect((await call('POST', '/inbox', { body })).status).toBe(201)
  })

  test('a generated address is two words with a dot between them and four digits', async () => {
    const { create } = await newClient('dustmail-free')
    const emails = []
    for (let n = 0; n < 10; n++) emails.push((await create()).data.email)
    for (const email of emails) expect(email).toMatch(/^[a-z]+\.[a-z]+[1-9]\d{3}@dustmail\.net$/)
    expect(new Set(emails).size).toBeGreaterThan(1)
  })

  test('a free key has no choice but its own domain and half an hour at most', async () => {
    const { create, call } = await newClient('dustmail-free')
    const { data, meta } = await create({ domain: 'DustMail.net', duration: 5 })
    expect(data).toMatchObject({ domain: 'dustmail.net', expires_at: '2026-03-30T12:05:00.000Z' })
    expect(meta).toMatchObject({ plan: 'free', available_domains: ['dustmail.net'] })
    expect((await create({ duration: 60 })).data.expires_at).toBe('2026-03-30T12:30:00.000Z')
    for (const body of [{ username: 'swift.fox4291' }, { domain: 'mayfly.test' }])
      expect(await call('POST', '/inbox', { body })).toMatchObject({
        status: 403,
        body: { success: false, message: expect.stringContaining('requires a Premium API key') as string },
      })
  })

  test('a premium key chooses among shared domains and its own verified ones', async () => {
    const { accountId, create, call } = await newClient('dustmail-premium')
    const other = await newClient('dustmail-premium')
    await verify(accountId, 'own.example')
    await verify(other.accountId, 'theirs.example')
    await injectClient(app).call('createDomain', { accountId, name: 'pending.example' })
    for (const domain of ['dustmail.net', 'mayfly.test', 'own.example', 'OWN.example'])
      expect((await create({ domain })).data.domain).toBe(domain.toLowerCase())
    for (const domain of ['pending.example', 'theirs.example', 'elsewhere.example'])
      expect(await call('POST', '/inbox', { body: { domain } })).toMatchObject({ status: 403 })
  })

  test('a username that is taken is 409, whoever has it', async () => {
    const { create } = await newClient('dustmail-premium')
    const other = await newClient('dustmail-premium')
    await create({ username: 'taken.name' })
    expect(await other.call('POST', '/inbox', { body: { username: 'Taken.Name' } })).toMatchObject({
      status: 409,
      body: { success: false, message: expect.stringContaining('taken') as string },
    })
  })

  test('a key that is kept to a domain means that one, and is shown no other', async () => {
    const only = { mailboxDomains: ['own.test'] }
    const { accountId, create, list, call } = await newClient('dustmail-premium', only)
    await verify(accountId, 'own.test')
    const { data, meta } = await create()
    expect([data.domain, meta.available_domains]).toEqual(['own.test', ['own.test']])
    const { key } = await makeKey(app, { service: 'dustmail', accountId })
    const wide = serviceClient(app, { service: 'dustmail', path: '/api/v1' }, key)
    const elsewhere = CreatedAnswer.parse((await wide('POST', '/inbox')).body).data
    expect((await list()).data.map(({ id }) => id)).toEqual([data.id])
    expect(await call('GET', `/inbox/${elsewhere.id}`)).toMatchObject({ status: 403 })
    const free = await newClient('dustmail-free', only)
    expect(await free.call('POST', '/inbox')).toMatchObject({ status: 403, body: { success: false } })
  })
})

describe('reading', () => {
  test('lists the newest 50 and counts all', async () => {
    const { create, list } = await newClient('dustmail-premium')
    const ids = []
    for (let n = 0; n < 51; n++) ids.push((await create()).data.id)
    const { data, meta } = await list()
    expect(data.map(({ id }) => id)).toEqual(ids.slice(1).toReversed())
    expect(meta).toEqual({ total: 51, plan: 'premium', rate_limit: { limit: null, used: 52 } })
  })

  test('shows the newest 100 mails and counts all', async () => {
    const { create, read } = await newClient('dustmail-premium')
    const { id } = (await create()).data
    const api = injectClient(app)
    for (let n = 0; n <= 100; n++)
      await api.call('injectMessage', { idOrAddress: id, from: 'a@shop.test', subject: `${n}`, text: 'x' })
    const { data, meta } = await read(id)
    expect(data.emails.map(({ subject }) => Number(subject))).toEqual(
      Array.from({ length: 100 }, (_, n) => 100 - n),
    )
    expect(meta.email_count).toBe(101)
  })

  test('a mail without HTML has an empty one, a mail without a sender that of its envelope', async () => {
    const { create, read } = await newClient('dustmail-free')
    const { id, email } = (await create()).data
    await sendMail(app.smtpPort, {
      envelope: { from: 'bounce@shop.test', to: email },
      raw: 'Subject: plain\r\n\r\njust text\r\n',
    })
    expect((await read(id)).data.emails).toMatchObject([
      { from: 'bounce@shop.test', subject: 'plain', text: expect.stringContaining('just text'), html: '' },
    ])
  })

  test('an inbox that has run out is not there any more, to the millisecond', async () => {
    const { create, list, call } = await newClient('dustmail-free')
    const { id, email } = (await create()).data
    await sendMail(app.smtpPort, { ...letter, to: email })
    clock.set('2026-03-30T12:29:59.999Z')
    expect((await list()).meta.total).toBe(1)
    expect((await call('GET', `/inbox/${id}`)).status).toBe(200)
    clock.passMs(1)
    expect((await list()).meta.total).toBe(0)
    for (const method of ['GET', 'DELETE']) expect((await call(method, `/inbox/${id}`)).status).toBe(404)
  })

  test('one that was made natively and never runs out has a time far away; an archived one is not there', async () => {
    const { accountId, list, read, call } = await newClient('dustmail-premium')
    const api = injectClient(app)
    await api.call('updateAccount', { id: accountId, plan: 'unlimited' })
    const { id } = await api.call('createMailbox', { accountId, domain: 'dustmail.net' })
    expect((await list()).data).toMatchObject([{ id, expires_at: '9999-12-31T23:59:59.999Z' }])
    expect((await read(id)).data.inbox.expires_at).toBe('9999-12-31T23:59:59.999Z')
    await api.call('archiveMailbox', { idOrAddress: id })
    expect((await list()).data).toEqual([])
    expect((await call('GET', `/inbox/${id}`)).status).toBe(404)
  })

  test.each(['GET', 'DELETE'])(
    '%s: another account’s inbox, no id, and an address are not there',
    async method => {
      const [own, other] = [await newClient('dustmail-free'), await newClient('dustmail-free')]
      const { id, email } = (await other.create()).data
      const unknown = id.replace(/.$/, last => (last === '0' ? '1' : '0'))
      for (const one of [id, unknown, email, 'x', '%20']) {
        const answer = await own.call(method, `/inbox/${one}`)
        expect(answer, one).toMatchObject({
          status: 404,
          body: { success: false, message: 'Inbox not found' },
        })
      }
      expect((await other.read(id)).data.inbox.id).toBe(id)
    },
  )
})

describe('limits', () => {
  test('a free account has 100 calls a day, told in the answer and in no header, and anew at midnight', async () => {
    const { accountId, call } = await newClient('dustmail-free')
    const { key: second } = await makeKey(app, { service: 'dustmail', accountId })
    const other = serviceClient(app, { service: 'dustmail', path: '/api/v1' }, second)
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
    const { accountId, create, call } = await newClient('dustmail-premium')
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
  const { call } = await newClient('dustmail-premium')
  const answer = await call('POST', '/inbox', { body })
  expect(answer).toMatchObject({ status, body: { success: false } })
  expect((answer.body as { message: string }).message).toMatch(/\w+ \w+/)
})
