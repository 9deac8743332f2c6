import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { FailureCode, InboxAnswer, MessageAnswer } from '#main/compat/mailfade/schema.ts'
import { injectClient } from '#test/support/api-client.ts'
import { startCompat } from '#test/support/compat.ts'
import type { createHandClock } from '#test/support/hand-clock.ts'
import { shapeOf } from '#test/support/shape-of.ts'
import type { TestApp } from '#test/support/start-app.ts'
import { deliver, mailFade, newMailFade } from './mailfade-client.ts'
import { examples } from './mailfade-examples.ts'

let app: TestApp
let clock: ReturnType<typeof createHandClock>
const received = examples.message.received_at
const hour = 3_600_000
const day = 24 * hour
beforeAll(async () => {
  ;({ app, clock } = await startCompat())
})
afterAll(() => app.stop())
// Each test has a day, and so the free calls, of its own.
let days = 0
beforeEach(() => clock.set(received + 40 * days++ * day))

describe('the examples of the document', () => {
  test('an inbox, without a key', async () => {
    clock.set(received)
    const id = await deliver(app)
    const { status, headers, body } = await mailFade(app).call('GET', '/inbox/pw-99@mailfade.dev')
    expect([status, shapeOf(body)]).toEqual([200, shapeOf(examples.inbox)])
    const { emails, ...rest } = InboxAnswer.parse(body)
    expect(rest).toEqual({ address: 'pw-99@mailfade.dev', count: 1 })
    expect(emails).toEqual([
      {
        ...examples.inbox.emails[0],
        id,
        size_bytes: expect.any(Number) as number,
        expires_at: received + hour,
      },
    ])
    for (const [name, value] of Object.entries(examples.limits))
      expect([name, shapeOf(Number(headers.get(name)))]).toEqual([name, shapeOf(Number(value))])
    expect(headers.get('x-ratelimit-limit')).toBe('100')
  })

  test('a message, with a key: HTML and all headers; with html=0 without the HTML', async () => {
    const id = await deliver(app, { headers: { 'X-Campaign': 'welcome' } })
    const { call, message } = await newMailFade(app)
    const { status, body } = await call('GET', `/message/${id}`)
    const { headers, ...documented } = MessageAnswer.parse(body)
    expect([status, shapeOf(documented)]).toEqual([200, shapeOf(examples.message)])
    expect(documented).toMatchObject({
      id,
      address: 'pw-99@mailfade.dev',
      sender: 'verify@acme.com',
      to: ['pw-99@mailfade.dev'],
      subject: 'Confirm your account',
      text: expect.stringContaining('Click here to confirm: https://acme.com') as string,
      html: expect.stringContaining('<html><p>Click here') as string,
      attachments: [],
      received_at: clock.now(),
      expires_at: clock.now() + 7 * day,
    })
    expect(headers).toContainEqual({ name: 'X-Campaign', value: 'welcome' })
    const { html: _, ...withoutHtml } = await message(id)
    expect(await message(id, '?html=0')).toEqual(withoutHtml)
    expect(await message(id, '?html=1')).toHaveProperty('html')
  })

  test('a message, without a key: the text alone', async () => {
    const id = await deliver(app)
    const { status, body } = await mailFade(app).call('GET', `/message/${id}`)
    const { html: _, ...text } = examples.message
    expect([status, shapeOf(body)]).toEqual([200, shapeOf(text)])
  })

  test('the source and an attachment, with a key', async () => {
    const content = Buffer.from([0, 1, 2, 255])
    const id = await deliver(app, {
      attachments: [{ filename: 'häuser.pdf', contentType: 'application/pdf', content }],
    })
    const { key, inbox, message } = await newMailFade(app)
    const headers = { authorization: `Bearer ${key}` }
    const url = `${app.url}/compat/mailfade`
    expect((await inbox('pw-99@mailfade.dev')).emails[0]).toMatchObject({ id, has_attachments: true })
    const raw = await fetch(`${url}/message/${id}/raw`, { headers })
    expect([raw.status, raw.headers.get('content-type')]).toEqual([200, 'message/rfc822'])
    expect(await raw.text()).toContain('Subject: Confirm your account\r\n')

    const [listed] = (await message(id)).attachments
    expect(listed).toMatchObject({
      filename: 'häuser.pdf',
      content_type: 'application/pdf',
      size_bytes: 4,
    })
    const file = await fetch(`${url}/attachment/${listed!.id}`, { headers })
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'application/pdf'])
    expect(file.headers.get('content-disposition')).toContain("filename*=UTF-8''h%C3%A4user.pdf")
    expect(Buffer.from(await file.arrayBuffer())).toEqual(content)
    for (const path of [`/message/${id}/raw`, `/attachment/${listed!.id}`])
      expect(await mailFade(app).call('GET', path)).toMatchObject({
        status: 401,
        body: { error: 'key_required' },
      })
  })
})

describe('inboxes', () => {
  test('are there without being made, and reading makes none', async () => {
    const nobody = mailFade(app)
    const { total } = await injectClient(app).call('listMailboxes', {})
    expect(await nobody.inbox('never.seen@mailfade.dev')).toEqual({
      address: 'never.seen@mailfade.dev',
      count: 0,
      emails: [],
    })
    expect((await injectClient(app).call('listMailboxes', {})).total).toBe(total)
  })

  test('compare without case, and may be percent-encoded', async () => {
    const id = await deliver(app, { to: 'Some.One@MailFade.dev' })
    for (const address of ['some.one@mailfade.dev', 'SOME.ONE%40mailfade.DEV'])
      expect((await mailFade(app).inbox(address)).emails).toMatchObject([{ id }])
  })

  test('list the newest 25, or as many as asked for, 50 at most', async () => {
    const to = 'many@mailfade.dev'
    for (let n = 0; n < 52; n++)
      await injectClient(app).call('injectMessage', { idOrAddress: to, from: 'a@b.test', subject: `${n}` })
    const { inbox } = mailFade(app)
    const subjects = async (query: string) => (await inbox(to, query)).emails.map(({ subject }) => subject)
    expect(await subjects('?limit=3')).toEqual(['51', '50', '49'])
    for (const [query, count] of [
      ['', 25],
      ['?limit=50', 50],
      ['?limit=51', 50],
      ['?limit=1e9', 50],
      ['?limit=0', 1],
      ['?limit=-5', 1],
      ['?limit=2.9', 2],
      ['?limit=many', 25],
      ['?limit=1&limit=2', 25],
    ] as const)
      expect([query, (await subjects(query)).length]).toEqual([query, count])
  })

  test('`since` is a moment in milliseconds, and what came at it is left out', async () => {
    const to = 'since@mailfade.dev'
    const at = clock.now()
    const first = await deliver(app, { to })
    clock.passMs(1)
    const second = await deliver(app, { to })
    const { inbox } = mailFade(app)
    const ids = async (query: string) => (await inbox(to, query)).emails.map(({ id }) => id)
    expect(await ids(`?since=${at - 1}`)).toEqual([second, first])
    expect(await ids(`?since=${at}`)).toEqual([second])
    expect(await ids(`?since=${at + 1}`)).toEqual([])
    expect(await ids('?since=1e300')).toEqual([])
    for (const query of ['?since=', '?since=0', '?since=-1', '?since=soon', '?since=1.5'])
      expect([query, await ids(query)]).toEqual([query, [second, first]])
  })

  test('a mail without a sender or a recipient has those of its envelope; one without HTML has none', async () => {
    const id = await deliver(app, {
      envelope: { from: 'bounce@acme.com', to: 'plain@mailfade.dev' },
      raw: 'Subject: plain\r\n\r\njust text\r\n',
    })
    const { message } = await newMailFade(app)
    expect(await message(id)).toMatchObject({
      sender: 'bounce@acme.com',
      to: ['plain@mailfade.dev'],
      text: expect.stringContaining('just text') as string,
      html: null,
    })
  })
})

test('its errors: the whole table, with its codes', async () => {
  const anybody = mailFade(app)
  const paid = await newMailFade(app)
  const revoked = await newMailFade(app)
  await injectClient(app).call('revokeKey', { id: revoked.keyId })
  const expired = await newMailFade(app, 'mailfade-dev', {
    expiresAt: new Date(clock.now() + 1).toISOString(),
  })
  clock.passMs(1)
  const rails = (rails: ('stripe' | 'lightning')[]) =>
    injectClient(app).call('updateSettings', { 'mailfade.rails': rails })
  const buy = (body: unknown) => anybody.call('POST', '/keys', { body })
  const unknown = '01HF5K9X2E4000000000000000'
  const seen = new Set<string>()
  const expectFailure = async (status: number, error: FailureCode, answer: ReturnType<typeof buy>) => {
    const { body, ...rest } = await answer
    expect([rest.status, body]).toEqual([status, { error, hint: expect.stringMatching(/\w+ \w+/) as string }])
    seen.add(error)
  }
  for (const address of [
    'nobody',
    '@mailfade.dev',
    'a@',
    'a b@mailfade.dev',
    'a@b@c',
    `${'x'.repeat(65)}@mailfade.dev`,
    'a@mailfade..dev',
  ])
    await expectFailure(400, 'invalid_address', anybody.call('GET', `/inbox/${encodeURIComponent(address)}`))
  for (const path of [
    '%zz@mailfade.dev',
    '%E4@mailfade.dev',
    'a/b@mailfade.dev',
    `${'x'.repeat(401)}@mailfade.dev`,
  ])
    await expectFailure(400, 'invalid_address', anybody.call('GET', `/inbox/${path}`))
  for (const body of [{}, { plan: 'scale', rail: 'stripe' }, { plan: 'dev' }, { plan: 'dev', rail: 'cash' }])
    await expectFailure(400, 'invalid_plan', buy(body))
  for (const body of ['{', '[]', '"dev"', 'null', '']) await expectFailure(400, 'invalid_json', buy(body))
  for (const key of ['mf_', `${paid.key}x`, 'dm_live_1'])
    await expectFailure(
      401,
      'missing_or_invalid_key',
      mailFade(app, key).call('GET', '/inbox/a@mailfade.dev'),
    )
  await expectFailure(401, 'key_required', anybody.call('GET', `/message/${unknown}/raw`))
  await expectFailure(401, 'key_required', anybody.call('GET', `/attachment/${unknown}-0`))
  await expectFailure(401, 'key_required', anybody.call('GET', '/inbox/a@custom.example'))
  for (const { call } of [revoked, expired])
    await expectFailure(402, 'key_inactive', call('GET', '/inbox/a@mailfade.dev'))
  for (const path of [
    `/message/${unknown}`,
    '/message/x',
    `/message/${unknown}/raw`,
    `/attachment/${unknown}`,
    `/attachment/${unknown}-0`,
    '/attachment/x-0',
    `/keys/${unknown}`,
    '/checkout/x',
    '/nothing',
  ])
    await expectFailure(404, 'not_found', paid.call('GET', path))
  await rails([])
  await expectFailure(503, 'stripe_unavailable', buy({ plan: 'dev', rail: 'stripe' }))
  await expectFailure(503, 'lightning_unavailable', buy({ plan: 'dev', rail: 'lightning' }))
  await rails(['lightning'])
  await expectFailure(503, 'stripe_unavailable', buy({ plan: 'dev', rail: 'stripe' }))
  expect((await buy({ plan: 'dev', rail: 'lightning' })).status).toBe(200)
  await rails(['stripe', 'lightning'])
  await expectFailure(413, 'payload_too_large', buy({ plan: 'x'.repeat(5_000) }))
  const narrow = await newMailFade(app, 'mailfade-dev', { mailboxDomains: ['own.example'] })
  await expectFailure(403, 'forbidden', narrow.call('GET', '/inbox/a@mailfade.dev'))
  // Elsewhere: what is used up is told with its limits; every-service.test.ts has the other two.
  const elsewhere = ['free_tier_quota_exhausted', 'quota_exhausted', 'internal_error', 'misdirected']
  expect([...seen, ...elsewhere].toSorted()).toEqual(FailureCode.options.toSorted())
})
