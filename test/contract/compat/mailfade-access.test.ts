import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { InboxAnswer } from '#main/compat/mailfade/schema.ts'
import { toUlid } from '#main/compat/mailfade/ulid.ts'
import { injectClient } from '#test/support/api-client.ts'
import { makeServiceKey, startCompat } from '#test/support/compat.ts'
import type { createHandClock } from '#test/support/hand-clock.ts'
import { storedId } from '#test/support/send-mail.ts'
import { openGreeted } from '#test/support/smtp-session.ts'
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

describe('how long mail is there', () => {
  test.each([
    ['without a key', undefined, hour],
    ['on dev', 'mailfade-dev', 7 * day],
    ['on team', 'mailfade-team', 30 * day],
  ])('%s, to the millisecond', async (_title, plan, kept) => {
    const to = `kept-${plan ?? 'free'}@mailfade.dev`
    await injectClient(app).call('updateSettings', { 'retention.maxAgeDays': 0 })
    const id = await deliver(app, { to })
    const { inbox, message, call } = plan ? await newMailFade(app, plan) : mailFade(app)
    const { expires_at: expiresAt } = await message(id)
    expect(expiresAt).toBe(clock.now() + kept)
    clock.set(expiresAt - 1)
    expect((await inbox(to)).emails).toMatchObject([{ id, expires_at: expiresAt }])
    expect((await call('GET', `/message/${id}`)).status).toBe(200)
    clock.passMs(1)
    expect((await inbox(to)).count).toBe(0)
    for (const path of [`/message/${id}`, ...(plan ? [`/message/${id}/raw`, `/attachment/${id}-0`] : [])])
      expect(await call('GET', path)).toMatchObject({ status: 404, body: { error: 'not_found' } })
  })

  test('on a plan that keeps mail for ever it ends in the year 9999', async () => {
    const id = await deliver(app)
    const { message } = await newMailFade(app, 'unlimited')
    expect(new Date((await message(id)).expires_at).toISOString()).toBe('9999-12-31T23:59:59.999Z')
  })
})

describe('limits', () => {
  test('100 calls a day without a key, over inboxes and messages, for each address; none of what else is there', async () => {
    const id = await deliver(app)
    const { call } = mailFade(app)
    for (let n = 1; n <= 100; n++) {
      const { status, headers } = await call('GET', n % 2 ? `/inbox/a${n}@mailfade.dev` : `/message/${id}`)
      expect([status, headers.get('x-ratelimit-limit'), headers.get('x-ratelimit-remaining')]).toEqual([
        200,
        '100',
        `${100 - n}`,
      ])
    }
    const refused = await call('GET', `/message/${id}`)
    expect(refused).toMatchObject({
      status: 429,
      body: { error: 'free_tier_quota_exhausted', hint: expect.stringContaining('00:00 UTC') as string },
    })
    expect(refused.headers.get('x-ratelimit-remaining')).toBe('0')
    expect((await call('POST', '/keys', { body: examples.keysRequest })).status).toBe(200)
    expect((await (await newMailFade(app)).call('GET', `/message/${id}`)).status).toBe(200)
    const other = await app.app.http.inject({
      url: '/compat/mailfade/inbox/a@mailfade.dev',
      headers: { host: 'localhost' },
      remoteAddress: '192.0.2.7',
    })
    expect([other.statusCode, other.headers['x-ratelimit-remaining']]).toEqual([200, '99'])
    clock.set(Math.ceil(clock.now() / day) * day - 1)
    expect((await call('GET', '/inbox/a@mailfade.dev')).status).toBe(429)
    clock.passMs(1)
    expect((await call('GET', '/inbox/a@mailfade.dev')).headers.get('x-ratelimit-remaining')).toBe('99')
  })

  test('a key has a budget for the month, told with every answer, and anew on the first', async () => {
    const { call, accountId } = await newMailFade(app)
    expect((await call('GET', '/inbox/a@mailfade.dev')).headers.get('x-ratelimit-limit')).toBe('10000')
    const api = injectClient(app)
    await api.call('createPlan', { id: 'mailfade-tiny', callsPerMonth: 3 })
    await api.call('updateAccount', { id: accountId, plan: 'mailfade-tiny' })
    clock.set('2031-05-02T12:00:00.000Z')
    for (const remaining of ['2', '1', '0']) {
      const { status, headers } = await call('GET', '/inbox/a@mailfade.dev')
      expect([status, headers.get('x-ratelimit-limit'), headers.get('x-ratelimit-remaining')]).toEqual([
        200,
        '3',
        remaining,
      ])
    }
    const first = Date.parse('2031-06-01T00:00:00.000Z')
    const refused = await call('GET', '/inbox/a@mailfade.dev')
    expect(refused).toMatchObject({
      status: 429,
      body: { error: 'quota_exhausted', period_resets_at: first },
    })
    expect(refused.headers.get('x-ratelimit-remaining')).toBe('0')
    clock.set(first - 1)
    expect((await call('GET', '/inbox/a@mailfade.dev')).status).toBe(429)
    clock.set(first)
    expect((await call('GET', '/inbox/a@mailfade.dev')).status).toBe(200)
  })
})

test('whoever tries many unknown keys is told to wait, as one whose budget is used up', async () => {
  const { app: fresh } = await startCompat()
  onTestFinished(() => fresh.stop())
  const statuses = []
  let last
  do {
    last = await mailFade(fresh, `mf_${statuses.length}`).call('GET', '/inbox/a@mailfade.dev')
    statuses.push(last.status)
  } while (last.status === 401)
  expect(last).toMatchObject({ status: 429, body: { error: 'quota_exhausted' } })
  expect(last.body).not.toHaveProperty('period_resets_at')
})

describe('who sees what', () => {
  test('public is all mail of the account `local` at mailfade.dev, however it came, for other machines too', async () => {
    const to = 'pw-100@mailfade.dev'
    const session = await openGreeted(app.smtpPort)
    const login = Buffer.from('\0app\0any').toString('base64')
    expect(await session.say(`AUTH PLAIN ${login}`)).toMatch(/^235 /)
    await session.envelope('a@shop.test', to)
    const withLogin = toUlid(storedId(await session.data('Subject: x\r\n\r\nx\r\n.\r\n')))
    await session.quit()
    const injected = await injectClient(app).call('injectMessage', {
      idOrAddress: to,
      from: 'a@shop.test',
      subject: 'x',
    })
    const seen = await app.app.http.inject({
      url: `/compat/mailfade/inbox/${to}`,
      headers: { host: 'localhost' },
      remoteAddress: '192.0.2.8',
    })
    const ids = InboxAnswer.parse(seen.json()).emails.map(({ id }) => id)
    expect(ids.toSorted()).toEqual([withLogin, toUlid(injected.id)].toSorted())
  })

  test('without a key: what is public, whoever asks and by whatever name', async () => {
    const custom = await deliver(app, { to: 'ci@custom.example' })
    const own = await newMailFade(app)
    const api = injectClient(app)
    await api.call('createMailbox', {
      address: 'private@mailfade.dev',
      accountId: own.accountId,
    })
    const owned = await deliver(app, { to: 'private@mailfade.dev' })
    const anybody = mailFade(app)
    for (const id of [custom, owned])
      expect(await anybody.call('GET', `/message/${id}`)).toMatchObject({
        status: 404,
        body: { error: 'not_found' },
      })
    expect((await anybody.inbox('private@mailfade.dev')).count).toBe(0)
    expect(await anybody.call('GET', '/inbox/ci@custom.example')).toMatchObject({ status: 401 })
    expect((await own.inbox('private@mailfade.dev')).emails).toMatchObject([{ id: owned }])
    expect((await own.message(owned)).html).toContain('Click here')
  })

  test('with a key: the account’s mail at any domain, and what is public; nothing of other accounts', async () => {
    const own = await newMailFade(app)
    const other = await newMailFade(app)
    const api = injectClient(app)
    await api.call('createMailbox', { address: 'ci@brand.example', accountId: own.accountId })
    await api.call('createMailbox', { address: 'taken@mailfade.dev', accountId: other.accountId })
    const ofOwn = await deliver(app, { to: 'ci@brand.example' })
    const ofOther = await deliver(app, {
      to: 'taken@mailfade.dev',
      attachments: [{ filename: 'a.txt', content: 'a' }],
    })
    const ofLocal = await deliver(app, { to: 'ci@elsewhere.example' })
    const everybodys = await deliver(app)
    expect((await own.inbox('ci@brand.example')).emails).toMatchObject([{ id: ofOwn }])
    expect((await own.message(everybodys)).html).toContain('Click here')
    expect((await own.inbox('ci@elsewhere.example')).count).toBe(0)
    expect((await own.inbox('taken@mailfade.dev')).count).toBe(0)
    const [attachment] = (await other.message(ofOther)).attachments
    for (const path of [
      `/message/${ofOther}`,
      `/message/${ofLocal}`,
      `/message/${ofOther}/raw`,
      `/attachment/${attachment!.id}`,
    ])
      expect(await own.call('GET', path)).toMatchObject({ status: 404, body: { error: 'not_found' } })
  })

  test('a key that is kept to domains sees no more than those, not even what is public', async () => {
    const { accountId, keyId } = await makeServiceKey(app, 'mailfade', 'mailfade-dev')
    const api = injectClient(app)
    for (const address of ['a@one.example', 'a@two.example'])
      await api.call('createMailbox', { address, accountId })
    const [one, two] = [
      await deliver(app, { to: 'a@one.example' }),
      await deliver(app, { to: 'a@two.example' }),
    ]
    await api.call('updateKey', { id: keyId, mailboxDomains: ['one.example'] })
    const { key } = await api.call('regenerateKey', { id: keyId })
    const kept = mailFade(app, key)
    expect((await kept.inbox('a@one.example')).emails).toMatchObject([{ id: one }])
    expect((await kept.call('GET', '/inbox/a@two.example')).status).toBe(403)
    expect((await kept.call('GET', `/message/${two}`)).status).toBe(403)
    expect((await kept.call('GET', `/message/${await deliver(app)}`)).status).toBe(404)
  })
})
