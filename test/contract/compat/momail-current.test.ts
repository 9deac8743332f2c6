import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import * as schema from '#main/compat/momail/current/schema.ts'
import { injectClient } from '#test/support/api-client.ts'
import { startCompat } from '#test/support/compat.ts'
import type { createHandClock } from '#test/support/hand-clock.ts'
import { makeKey } from '#test/support/make-key.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { shapeOf } from '#test/support/shape-of.ts'
import type { TestApp } from '#test/support/start-app.ts'
import { currentMoMail, errorOf, newMoMail } from './momail-client.ts'
import { currentExamples as examples } from './momail-current-examples.ts'

let app: TestApp
let clock: ReturnType<typeof createHandClock>
beforeAll(async () => {
  ;({ app, clock } = await startCompat())
})
afterAll(() => app.stop())
beforeEach(() => clock.set('2026-01-15T10:30:00.000Z'))

test('health needs no key', async () => {
  expect(await currentMoMail(app)('GET', '/health')).toMatchObject({ status: 200, body: { status: 'ok' } })
})

describe('mailboxes', () => {
  test('the examples: create and list, with the key in either header; then delete', async () => {
    const { current, key, accountId } = await newMoMail(app, 'momail-free')
    const created = await current('POST', '/mailboxes', { body: examples.createMailbox })
    expect([created.status, shapeOf(created.body)]).toEqual([201, shapeOf(examples.mailboxCreated)])
    const { mailbox } = schema.MailboxCreated.parse(created.body)
    expect(mailbox).toEqual({
      ...examples.mailboxCreated.mailbox,
      mailbox_id: mailbox.mailbox_id,
      namespace: accountId,
    })
    const listed = await currentMoMail(app)('GET', '/mailboxes', { headers: { 'x-api-key': key } })
    expect([listed.status, shapeOf(listed.body)]).toEqual([200, shapeOf(examples.mailboxes)])
    expect(listed.body).toEqual({ mailboxes: [mailbox] })

    const { smtpPort } = app
    await sendMail(smtpPort, { from: 'a@shop.test', to: mailbox.email_address, subject: 'kept', text: 'x' })
    const path = `/mailboxes/${mailbox.mailbox_id}`
    expect((await current('DELETE', path)).body).toEqual({ success: true, mailbox_id: mailbox.mailbox_id })
    expect((await current('GET', '/mailboxes')).body).toEqual({ mailboxes: [] })
    expect(errorOf(await current('DELETE', path))).toEqual({
      code: 'NOT_FOUND',
      message: 'Mailbox not found',
    })
    // Deleted softly: its mail and its address stay, and it takes no more.
    expect(schema.EmailsAnswer.parse((await current('GET', '/emails')).body).total).toBe(1)
    const again = await current('POST', '/mailboxes', { body: examples.createMailbox })
    expect([again.status, errorOf(again).code]).toEqual([409, 'EMAIL_TAKEN'])
    await expect(
      sendMail(smtpPort, { from: 'a@shop.test', to: mailbox.email_address, text: 'x' }),
    ).rejects.toThrow('550')
  })

  test('never run out, unless the plan says so', async () => {
    const { accountId, mailbox } = await newMoMail(app)
    const api = injectClient(app)
    const forever = await mailbox('lasting')
    const expiryOf = async (id: string) => (await api.call('getMailbox', { idOrAddress: id })).expiresAt
    expect(await expiryOf(forever.mailbox_id)).toBeNull()
    await api.call('createPlan', { id: 'an-hour', maxLifetimeMinutes: 60 })
    await api.call('updateAccount', { id: accountId, plan: 'an-hour' })
    expect(await expiryOf((await mailbox('passing')).mailbox_id)).toBe('2026-01-15T11:30:00.000Z')
  })

  test('are named in three ways', async () => {
    const { current } = await newMoMail(app)
    const create = async (body: object) =>
      schema.MailboxCreated.parse((await current('POST', '/mailboxes', { body })).body).mailbox.email_address
    const domain = 'user.momail.io'
    expect(await create({ domain, local_part: ' Agent.One ' })).toBe('agent.one@user.momail.io')
    expect(await create({ domain, email_address: 'agent_two' })).toBe('agent_two@user.momail.io')
    expect(await create({ domain, email_address: 'agent-3@USER.momail.io' })).toBe('agent-3@user.momail.io')
    expect(await create({ email_address: 'agent4@mayfly.test' })).toBe('agent4@mayfly.test')
  })

  test.each([
    [422, 'VALIDATION_ERROR', { local_part: 'four' }],
    [422, 'VALIDATION_ERROR', { local_part: ' abcd ' }],
    [422, 'VALIDATION_ERROR', { local_part: '.abcde' }],
    [422, 'VALIDATION_ERROR', { local_part: 'abcde-' }],
    [422, 'VALIDATION_ERROR', { local_part: 'ab+cde' }],
    [422, 'VALIDATION_ERROR', { local_part: 'ümlaut' }],
    [422, 'VALIDATION_ERROR', { local_part: 'Admin' }],
    [422, 'VALIDATION_ERROR', { local_part: 'PostMaster' }],
    [422, 'VALIDATION_ERROR', { local_part: 'abcde@user.momail.io' }],
    [422, 'VALIDATION_ERROR', { email_address: 'abcde@other.test' }],
    [422, 'VALIDATION_ERROR', { domain: undefined, local_part: 'abcde' }],
    [403, 'FORBIDDEN', { domain: 'elsewhere.test', local_part: 'abcde' }],
    [422, 'VALIDATION_ERROR', {}],
    [422, 'VALIDATION_ERROR', { local_part: 'abcde', email_address: 'abcde' }],
    [422, 'VALIDATION_ERROR', { local_part: 12345 }],
  ])('%i %s for %j', async (status, code, more) => {
    const { current } = await newMoMail(app)
    const body = { domain: 'user.momail.io', ...more }
    const answer = await current('POST', '/mailboxes', { body })
    expect([answer.status, errorOf(answer).code]).toEqual([status, code])
    expect(schema.MailboxesAnswer.parse((await current('GET', '/mailboxes')).body).mailboxes).toEqual([])
  })

  test('as many as the plan allows', async () => {
    const { current, accountId, mailbox } = await newMoMail(app)
    const api = injectClient(app)
    await api.call('createPlan', { id: 'one-mailbox', activeMailboxes: 1 })
    await api.call('updateAccount', { id: accountId, plan: 'one-mailbox' })
    await mailbox('only.one')
    const body = { local_part: 'one.more', domain: 'user.momail.io' }
    const answer = await current('POST', '/mailboxes', { body })
    expect([answer.status, errorOf(answer).code]).toEqual([403, 'QUOTA_EXCEEDED'])
    const { local_part, domain } = body
    const query = `local_part=${local_part}&domain=${domain}`
    expect((await current('GET', `/mailboxes/check-email?${query}`)).body).toMatchObject({
      available: false,
      reason: 'QUOTA_EXCEEDED',
    })
  })

  test('are not at a domain that another account has verified, be it the usual one', async () => {
    const { app: fresh } = await startCompat()
    onTestFinished(() => fresh.stop())
    const api = injectClient(fresh)
    const [own, other] = [await newMoMail(fresh), await newMoMail(fresh)]
    const addresses = ['mayfly.test', 'brand.example'].map(domain => `abcde@${domain}`)
    for (const name of ['mayfly.test', 'brand.example']) {
      const { id } = await api.call('createDomain', { name, accountId: other.accountId })
      await api.call('verifyDomain', { id })
    }
    for (const email_address of addresses) {
      const path = `/mailboxes/check-email?email_address=${email_address}`
      expect((await own.current('GET', path)).body).toMatchObject({ available: false, reason: 'FORBIDDEN' })
      expect(errorOf(await own.current('POST', '/mailboxes', { body: { email_address } }))).toMatchObject({
        code: 'FORBIDDEN',
        details: { allowed_domains: ['user.momail.io'] },
      })
      expect((await other.current('GET', path)).body).toMatchObject({ available: true })
      expect((await other.current('POST', '/mailboxes', { body: { email_address } })).status).toBe(201)
    }
  })

  test('check-email says what creating would', async () => {
    const [own, other] = [await newMoMail(app), await newMoMail(app)]
    const check = async (query: string) => (await own.current('GET', `/mailboxes/check-email?${query}`)).body
    await other.mailbox('occupied')
    expect(await check('email_address=Free.Name@user.momail.io')).toEqual({
      success: true,
      available: true,
      email_address: 'free.name@user.momail.io',
    })
    for (const [query, reason] of [
      ['local_part=OCCUPIED&domain=user.momail.io', 'EMAIL_TAKEN'],
      ['local_part=four&domain=user.momail.io', 'VALIDATION_ERROR'],
      ['local_part=abcde&domain=elsewhere.test', 'FORBIDDEN'],
    ])
      expect(await check(query!), query).toMatchObject({ success: true, available: false, reason })
    expect(errorOf(await own.current('GET', '/mailboxes/check-email')).code).toBe('VALIDATION_ERROR')
  })

  test('a key that is kept to a domain has mailboxes there alone; others’ are not there', async () => {
    const narrow = await newMoMail(app, 'momail-pro', { mailboxDomains: ['mayfly.test'] })
    const other = await newMoMail(app)
    const { mailbox_id } = await other.mailbox('not.yours')
    const create = (domain: string) =>
      narrow.current('POST', '/mailboxes', { body: { domain, local_part: 'narrow.one' } })
    expect((await create('mayfly.test')).status).toBe(201)
    expect(errorOf(await create('user.momail.io'))).toMatchObject({
      code: 'FORBIDDEN',
      details: { allowed_domains: ['mayfly.test'] },
    })
    for (const id of [mailbox_id, 'mb_abc123', 'not.yours@user.momail.io'])
      expect((await narrow.current('DELETE', `/mailboxes/${id}`)).status).toBe(404)
    expect(
      schema.MailboxesAnswer.parse((await other.current('GET', '/mailboxes')).body).mailboxes,
    ).toHaveLength(1)
  })
})

test('keys: list, create once, delete', async () => {
  const { current, keyId, accountId } = await newMoMail(app)
  const created = await current('POST', '/keys', { body: { name: 'agent', expiration_days: 30 } })
  expect(created.status).toBe(201)
  const { key } = schema.KeyCreated.parse(created.body)
  expect(key).toMatchObject({
    name: 'agent',
    key_prefix: `${key.api_key.slice(0, 6)}****`,
    plan: 'pro',
    rate_limit: 100,
    expires_at: '2026-02-14T10:30:00.000Z',
  })
  const { keys } = schema.KeysAnswer.parse((await currentMoMail(app, key.api_key)('GET', '/keys')).body)
  expect(keys.map(one => one.key_id)).toEqual([key.key_id, keyId])
  expect(keys[0]).not.toHaveProperty('api_key')
  expect((await injectClient(app).call('getKey', { id: key.key_id })).accountId).toBe(accountId)
  expect((await current('DELETE', `/keys/${key.key_id}`)).body).toMatchObject({ revoked: true })
  expect((await currentMoMail(app, key.api_key)('GET', '/keys')).status).toBe(401)
  const foreign = await makeKey(app, { service: 'momail' })
  expect((await current('DELETE', `/keys/${foreign.id}`)).status).toBe(404)
  // Nothing is left of it: whoever makes and deletes keys all day fills nothing up.
  expect((await injectClient(app).call('listKeys', { account: accountId })).total).toBe(1)
})

test('an account has 100 keys, those of other services and revoked ones included', async () => {
  const { current, accountId } = await newMoMail(app)
  const made = []
  for (let n = 2; n <= 100; n++)
    made.push(await makeKey(app, { service: n % 2 ? 'momail' : 'mayfly', accountId }))
  await injectClient(app).call('revokeKey', { id: made[0]!.id })
  const create = () => current('POST', '/keys', { body: { name: 'one more' } })
  const refused = await create()
  expect([refused.status, errorOf(refused).code]).toEqual([403, 'QUOTA_EXCEEDED'])
  await injectClient(app).call('deleteKey', { id: made[0]!.id })
  const { key } = schema.KeyCreated.parse((await create()).body)
  expect((await create()).status).toBe(403)
  await current('DELETE', `/keys/${key.key_id}`)
  expect((await create()).status).toBe(201)
})
