import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { Failure, Mailbox } from '#main/compat/minutemail/schema.ts'
import { injectClient } from '#test/support/api-client.ts'
import { makeServiceKey, startCompat } from '#test/support/compat.ts'
import type { createHandClock } from '#test/support/hand-clock.ts'
import { makeKey } from '#test/support/make-key.ts'
import { shapeOf } from '#test/support/shape-of.ts'
import type { TestApp } from '#test/support/start-app.ts'
import { failure, minuteMail, newMinuteMail } from './minutemail-client.ts'
import { examples, objects } from './minutemail-examples.ts'

let app: TestApp
let clock: ReturnType<typeof createHandClock>
beforeAll(async () => {
  ;({ app, clock } = await startCompat())
})
afterAll(() => app.stop())
beforeEach(() => clock.set('2024-01-18T00:15:00.000Z'))

describe('the examples of the documents', () => {
  test('keys look as theirs, in both forms, and both work', async () => {
    const { accountId, key, call } = await newMinuteMail(app)
    const form = /^mmak_[A-Z2-7]{52}$/
    expect([examples.key, key]).toEqual([expect.stringMatching(form), expect.stringMatching(form)])
    const other = await makeKey(app, { service: 'minutemail', accountId, prefix: 'mm_sk_live_' })
    const otherForm = /^mm_sk_live_[a-z0-9]{36}$/
    expect([examples.otherKey, other.key]).toEqual([
      expect.stringMatching(otherForm),
      expect.stringMatching(otherForm),
    ])
    expect((await call('GET', '/mailboxes')).status).toBe(200)
    expect((await minuteMail(app, other.key)('GET', '/mailboxes')).status).toBe(200)
  })

  test('a mailbox, and its timestamps', async () => {
    const { call, accountId } = await newMinuteMail(app)
    const body = { domain: 'minutemail.cc', recoverable: true, tag: 'onboarding', expiresIn: 20 }
    const created = await call('POST', '/mailboxes', { body })
    expect([created.status, shapeOf(created.body)]).toEqual([201, shapeOf(objects.mailbox)])
    const mailbox = Mailbox.parse(created.body)
    expect(mailbox).toEqual({
      ...objects.mailbox,
      id: mailbox.id,
      owner: accountId,
      alias: mailbox.alias,
      address: `${mailbox.alias}@minutemail.cc`,
    })
    expect(shapeOf(mailbox.createdAt)).toBe(shapeOf(examples.timestamp))
    const listed = await call('GET', '/mailboxes')
    expect([listed.status, listed.body]).toEqual([200, { items: [mailbox], mailboxes: [mailbox] }])
    const read = await call('GET', `/mailboxes/${mailbox.id}`)
    expect([read.status, read.body]).toEqual([200, mailbox])
  })

  test.each(examples.durations)('a lifetime of %d minutes', async expiresIn => {
    const { create } = await newMinuteMail(app)
    const { createdAt, expiresAt } = await create({ expiresIn })
    expect(Date.parse(expiresAt!) - Date.parse(createdAt)).toBe(expiresIn * 60_000)
  })

  test('900, which a page calls 15 minutes, is told to be minutes', async () => {
    const { call } = await newMinuteMail(app)
    const answer = await call('POST', '/mailboxes', { body: { domain: 'minutemail.cc', expiresIn: 900 } })
    expect(answer).toMatchObject({
      status: 400,
      body: failure('bad_request', /^expiresIn: is in minutes, 1 to 60\. If 900 are seconds, send 15$/),
    })
  })

  test.each(['/v1', '', '/api'])('the API is at %s', async path => {
    const { key } = await newMinuteMail(app)
    const call = minuteMail(app, key, path)
    const { id } = Mailbox.parse((await call('POST', '/mailboxes', { body: {} })).body)
    expect((await call('GET', `/mailboxes/${id}`)).status).toBe(200)
    expect((await call('GET', '/archived-mailboxes')).body).toEqual({ items: [] })
  })

  test('a key that is kept to a domain makes mailboxes there and nowhere else', async () => {
    const { call, create, accountId } = await newMinuteMail(app, 'team', { mailboxDomains: ['example.com'] })
    expect((await create({ domain: 'example.com' })).domain).toBe('example.com')
    expect((await create()).domain).toBe('example.com')
    for (const domain of ['other-domain.com', 'minutemail.cc'])
      expect(await call('POST', '/mailboxes', { body: { domain } })).toMatchObject({
        status: 403,
        body: failure('forbidden', new RegExp(domain)),
      })
    const { key } = await makeKey(app, { service: 'minutemail', accountId })
    const wide = minuteMail(app, key)
    const elsewhere = Mailbox.parse((await wide('POST', '/mailboxes', { body: {} })).body)
    expect(((await call('GET', '/mailboxes')).body as { items: unknown[] }).items).toHaveLength(2)
    for (const method of ['GET', 'DELETE'])
      expect((await call(method, `/mailboxes/${elsewhere.id}`)).status).toBe(403)
    expect((await call('GET', `/mailboxes?address=${elsewhere.address}`)).status).toBe(403)
  })

  test.each(Object.entries(examples.origins))(
    'a key for %s may be used from there',
    async (entry, origins) => {
      const { call } = await newMinuteMail(app, 'team', { allowedOrigins: [entry] })
      const from = async (headers: Record<string, string>) => await call('GET', '/mailboxes', { headers })
      for (const origin of origins) {
        expect((await from({ origin })).status, origin).toBe(200)
        expect((await from({ referer: `${origin}/page` })).status, origin).toBe(200)
      }
      for (const headers of [{ origin: 'https://other.test' }, { referer: 'https://other.test/' }, {}])
        expect(await from(headers as Record<string, string>)).toMatchObject({
          status: 403,
          body: { error: 'forbidden', message: 'API key not authorized for this domain' },
        })
    },
  )

  test('health, without a key', async () => {
    const root = minuteMail(app, undefined, '')
    expect(await root('GET', '/health')).toMatchObject({ status: 200, body: { ok: true } })
    expect(await root('GET', '/ready')).toMatchObject({ status: 200, body: { ready: true } })
  })
})

describe('errors', () => {
  const missing = '01a1fed5-991c-732a-a816-27494c10bf0f'
  const cases: [
    code: string,
    status: number,
    ask: (plan: Awaited<ReturnType<typeof newMinuteMail>>) => Promise<unknown>,
  ][] = [
    ['bad_request', 400, ({ call }) => call('POST', '/mailboxes', { body: '{' })],
    ['bad_request', 400, ({ call }) => call('POST', '/mailboxes', { body: { recoverable: true } })],
    ['unauthorized', 401, () => minuteMail(app)('GET', '/mailboxes')],
    ['unauthorized', 401, ({ key }) => minuteMail(app, `${key}x`)('GET', '/mailboxes')],
    ['forbidden', 403, ({ call }) => call('POST', '/mailboxes', { body: { domain: 'not-mine.test' } })],
    ['not_found', 404, ({ call }) => call('GET', `/mailboxes/${missing}`)],
    ['not_found', 404, ({ call }) => call('GET', '/nothing')],
  ]
  test.each(cases)('%s is %d', async (code, status, ask) => {
    const answer = await ask(await newMinuteMail(app))
    expect(answer).toMatchObject({ status, body: failure(code, /\w+ \w+/) })
    expect(shapeOf((answer as { body: unknown }).body)).toEqual(shapeOf(examples.error))
  })

  test('an address that is taken is a conflict', async () => {
    const [one, other] = [await newMinuteMail(app), await newMinuteMail(app)]
    await one.create({ alias: 'taken' })
    for (const { call } of [one, other])
      expect(await call('POST', '/mailboxes', { body: { alias: 'Taken' } })).toMatchObject({
        status: 409,
        body: failure('conflict', /taken/),
      })
  })

  test('an expired and a revoked key are 401', async () => {
    const { keyId, call } = await newMinuteMail(app, 'team', { expiresAt: '2024-01-18T00:15:01Z' })
    expect((await call('GET', '/mailboxes')).status).toBe(200)
    clock.passMs(1000)
    expect(await call('GET', '/mailboxes')).toMatchObject({
      status: 401,
      body: failure('unauthorized', /expired/),
    })
    await injectClient(app).call('revokeKey', { id: keyId })
    expect(await call('GET', '/mailboxes')).toMatchObject({
      status: 401,
      body: failure('unauthorized', /revoked/),
    })
  })

  test('refusals of a key or a domain are plain text when asked for, and nothing else is', async () => {
    const { app: plain } = await startCompat({ minutemailPlainErrors: true })
    onTestFinished(() => plain.stop())
    const expectText = (
      answer: Awaited<ReturnType<ReturnType<typeof minuteMail>>>,
      status: number,
      message: RegExp,
    ) => {
      expect(answer).toMatchObject({ status, body: expect.stringMatching(message) as string })
      expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    }
    expectText(await minuteMail(plain)('GET', '/mailboxes'), 401, /needs an API key/)
    expectText(await minuteMail(plain, 'mmak_GUESS')('GET', '/mailboxes'), 401, /not known/)
    const { key } = await makeServiceKey(plain, 'minutemail', 'team', { mailboxDomains: ['a.test'] })
    const call = minuteMail(plain, key)
    expectText(await call('POST', '/mailboxes', { body: { domain: 'b.test' } }), 403, /b\.test/)
    const bound = await makeServiceKey(plain, 'minutemail', 'team', { allowedOrigins: ['a.test'] })
    const fromElsewhere = { headers: { origin: 'https://b.test' } }
    expectText(
      await minuteMail(plain, bound.key)('GET', '/mailboxes', fromElsewhere),
      403,
      /^API key not authorized for this domain$/,
    )
    for (const answer of [await call('GET', '/nothing'), await call('POST', '/mailboxes', { body: '[]' })])
      expect(Failure.safeParse(answer.body).success).toBe(true)
  })
})
