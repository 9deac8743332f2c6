import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { CreatedAnswer } from '#main/compat/dustmail/schema.ts'
import { injectClient } from '#test/support/api-client.ts'
import { startCompat } from '#test/support/compat.ts'
import type { createHandClock } from '#test/support/hand-clock.ts'
import { makeKey } from '#test/support/make-key.ts'
import { sendMail } from '#test/support/send-mail.ts'
import type { TestApp } from '#test/support/start-app.ts'
import { dustMail, letter, newDustMail, verifyDomain } from './dustmail-client.ts'

let app: TestApp
let clock: ReturnType<typeof createHandClock>
beforeAll(async () => {
  ;({ app, clock } = await startCompat())
})
afterAll(() => app.stop())
beforeEach(() => clock.set('2026-03-30T12:00:00.000Z'))

describe('creating', () => {
  test('without a body, with an empty one, and with fields that it does not know', async () => {
    const { call, key } = await newDustMail(app, 'dustmail-free')
    const bare = await fetch(`${app.url}/compat/dustmail/api/v1/inbox`, {
      method: 'POST',
      headers: { 'x-api-key': key },
    })
    expect(bare.status).toBe(201)
    for (const body of ['', '{}', 'null', { colour: 'red' }])
      expect((await call('POST', '/inbox', { body })).status).toBe(201)
  })

  test('a generated address is two words with a dot between them and four digits', async () => {
    const { create } = await newDustMail(app, 'dustmail-free')
    const emails = []
    for (let n = 0; n < 10; n++) emails.push((await create()).data.email)
    for (const email of emails) expect(email).toMatch(/^[a-z]+\.[a-z]+[1-9]\d{3}@dustmail\.net$/)
    expect(new Set(emails).size).toBeGreaterThan(1)
  })

  test('a free key has no choice but its own domain and half an hour at most', async () => {
    const { create, call } = await newDustMail(app, 'dustmail-free')
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
    const { accountId, create, call } = await newDustMail(app, 'dustmail-premium')
    const other = await newDustMail(app, 'dustmail-premium')
    await verifyDomain(app, accountId, 'own.example')
    await verifyDomain(app, other.accountId, 'theirs.example')
    await injectClient(app).call('createDomain', { accountId, name: 'pending.example' })
    for (const domain of ['dustmail.net', 'mayfly.test', 'own.example', 'OWN.example'])
      expect((await create({ domain })).data.domain).toBe(domain.toLowerCase())
    for (const domain of ['pending.example', 'theirs.example', 'elsewhere.example'])
      expect(await call('POST', '/inbox', { body: { domain } })).toMatchObject({ status: 403 })
  })

  test('a username that is taken is 409, whoever has it', async () => {
    const { create } = await newDustMail(app, 'dustmail-premium')
    const other = await newDustMail(app, 'dustmail-premium')
    await create({ username: 'taken.name' })
    expect(await other.call('POST', '/inbox', { body: { username: 'Taken.Name' } })).toMatchObject({
      status: 409,
      body: { success: false, message: expect.stringContaining('taken') as string },
    })
  })

  test('a key that is kept to a domain means that one, and is shown no other', async () => {
    const only = { mailboxDomains: ['own.test'] }
    const { accountId, create, list, call } = await newDustMail(app, 'dustmail-premium', only)
    await verifyDomain(app, accountId, 'own.test')
    const { data, meta } = await create()
    expect([data.domain, meta.available_domains]).toEqual(['own.test', ['own.test']])
    const { key } = await makeKey(app, { service: 'dustmail', accountId })
    const wide = dustMail(app, key)
    const elsewhere = CreatedAnswer.parse((await wide('POST', '/inbox')).body).data
    expect((await list()).data.map(({ id }) => id)).toEqual([data.id])
    expect(await call('GET', `/inbox/${elsewhere.id}`)).toMatchObject({ status: 403 })
    const free = await newDustMail(app, 'dustmail-free', only)
    expect(await free.call('POST', '/inbox')).toMatchObject({ status: 403, body: { success: false } })
  })
})

describe('reading', () => {
  test('lists the newest 50 and counts all', async () => {
    const { create, list } = await newDustMail(app, 'dustmail-premium')
    const ids = []
    for (let n = 0; n < 51; n++) ids.push((await create()).data.id)
    const { data, meta } = await list()
    expect(data.map(({ id }) => id)).toEqual(ids.slice(1).toReversed())
    expect(meta).toEqual({ total: 51, plan: 'premium', rate_limit: { limit: null, used: 52 } })
  })

  test('shows the newest 100 mails and counts all', async () => {
    const { create, read } = await newDustMail(app, 'dustmail-premium')
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
    const { create, read } = await newDustMail(app, 'dustmail-free')
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
    const { create, list, call } = await newDustMail(app, 'dustmail-free')
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
    const { accountId, list, read, call } = await newDustMail(app, 'dustmail-premium')
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
      const [own, other] = [await newDustMail(app, 'dustmail-free'), await newDustMail(app, 'dustmail-free')]
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
