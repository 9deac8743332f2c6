import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Dns } from '#main/domains/dns.ts'
import { Domain, Invitation, Member, VerifiedDomain } from '#main/compat/minutemail/schema.ts'
import { injectClient } from '#test/support/api-client.ts'
import { startCompat } from '#test/support/compat.ts'
import type { createHandClock } from '#test/support/hand-clock.ts'
import type { TestApp } from '#test/support/start-app.ts'
import { failure, newMinuteMail } from './minutemail-client.ts'

/** TXT records by name. */
const zone = new Map<string, string>()
const dns: Dns = {
  resolveTxt: async name => (zone.has(name) ? [[zone.get(name)!]] : []),
  resolveMx: async () => [],
}

let app: TestApp
let clock: ReturnType<typeof createHandClock>
beforeAll(async () => {
  ;({ app, clock } = await startCompat({ dns }))
})
afterAll(() => app.stop())
beforeEach(() => clock.set('2024-01-18T00:15:00.000Z'))

const missing = '01a1fed5-991c-732a-a816-27494c10bf0f'

describe('domains', () => {
  test('are added, verified, used and given up', async () => {
    const { call, create, items } = await newMinuteMail(app)
    const added = await call('POST', '/domains', { body: { name: 'Mail.Example.com' } })
    expect(added.status).toBe(201)
    const domain = Domain.parse(added.body)
    expect(domain).toMatchObject({
      name: 'mail.example.com',
      status: 'pending',
      txtToken: domain.txt_token,
      createdAt: '2024-01-18T00:15:00Z',
    })
    expect((await call('GET', '/domains')).body).toEqual({ items: [domain], domains: [domain] })
    expect((await call('POST', '/mailboxes', { body: { domain: domain.name } })).status).toBe(403)
    const tooSoon = await call('POST', `/domains/${domain.id}/verify`)
    expect([tooSoon.status, tooSoon.body]).toEqual([
      200,
      { ...domain, txt_verified: false, mx_verified: false },
    ])
    expect((await call('POST', '/mailboxes', { body: { domain: domain.name } })).status).toBe(403)
    zone.set('_mayfly.mail.example.com', domain.txtToken)
    const verified = await call('POST', `/domains/${domain.id}/verify`)
    expect(verified.status).toBe(200)
    expect(VerifiedDomain.parse(verified.body)).toEqual({
      ...domain,
      status: 'verified',
      txt_verified: true,
      mx_verified: true,
    })
    zone.clear()
    expect((await call('POST', `/domains/${domain.id}/verify`)).body).toEqual(verified.body)
    expect((await create({ domain: domain.name })).domain).toBe(domain.name)
    const deleted = await call('DELETE', `/domains/${domain.id}`)
    expect([deleted.status, deleted.body]).toEqual([202, { status: 'deleted', id: domain.id }])
    expect(await items('/domains')).toEqual([])
    for (const [method, path] of [
      ['DELETE', `/domains/${domain.id}`],
      ['POST', `/domains/${missing}/verify`],
    ])
      expect(await call(method!, path!)).toMatchObject({
        status: 404,
        body: failure('not_found', /no domain/),
      })
  })

  test('belong to the first that verifies them; shared ones to nobody', async () => {
    const [one, other] = [await newMinuteMail(app), await newMinuteMail(app)]
    const claim = async ({ call }: typeof one) =>
      Domain.parse((await call('POST', '/domains', { body: { name: 'own.example' } })).body)
    const [first, second] = [await claim(one), await claim(other)]
    expect(await one.call('POST', '/domains', { body: { name: 'own.example' } })).toMatchObject({
      status: 409,
      body: failure('conflict', /already/),
    })
    await injectClient(app).call('verifyDomain', { id: first.id })
    expect((await one.call('POST', `/domains/${first.id}/verify`)).body).toMatchObject({ txt_verified: true })
    zone.set('_mayfly.own.example', second.txtToken)
    expect(await other.call('POST', `/domains/${second.id}/verify`)).toMatchObject({
      status: 409,
      body: failure('conflict', /another account/),
    })
    for (const name of ['minutemail.cc', 'Mayfly.test', 'dustmail.net', 'user.momail.io', 'mailfade.dev'])
      expect(await one.call('POST', '/domains', { body: { name } })).toMatchObject({
        status: 409,
        body: failure('conflict', /everybody/),
      })
  })

  test('a key that is kept to domains claims no other', async () => {
    const { call } = await newMinuteMail(app, 'team', { mailboxDomains: ['own.test'] })
    expect((await call('POST', '/domains', { body: { name: 'own.test' } })).status).toBe(201)
    expect((await call('POST', '/domains', { body: { name: 'else.test' } })).status).toBe(403)
    for (const body of [{}, { name: 'a b' }, { name: '' }])
      expect(await call('POST', '/domains', { body })).toMatchObject({
        status: 400,
        body: failure('bad_request', /^name/),
      })
  })
})

const alice = { user_id: 'user-123', username: 'alice', email: 'Alice@example.com', status: 'ACTIVE' }

describe('members', () => {
  test('are added, listed, read and removed', async () => {
    const { call } = await newMinuteMail(app)
    const added = await call('POST', '/members', { body: alice })
    expect(added.status).toBe(201)
    const member = Member.parse(added.body)
    expect(member).toEqual({ id: member.id, ...alice, createdAt: '2024-01-18T00:15:00Z' })
    expect((await call('GET', '/members')).body).toEqual({ items: [member], members: [member] })
    expect(await call('GET', `/members/${member.id}`)).toMatchObject({ status: 200, body: member })
    const removed = await call('DELETE', `/members/${member.id}`)
    expect([removed.status, removed.body]).toEqual([202, { status: 'deleted', id: member.id }])
    for (const method of ['GET', 'DELETE'])
      expect(await call(method, `/members/${member.id}`)).toMatchObject({
        status: 404,
        body: failure('not_found', /no member/),
      })
  })

  test('have an address each, whatever its case, and go all at once', async () => {
    const { call, items } = await newMinuteMail(app)
    await call('POST', '/members', { body: alice })
    expect(await call('POST', '/members', { body: { ...alice, email: 'alice@EXAMPLE.com' } })).toMatchObject({
      status: 409,
      body: failure('conflict', /in the team/),
    })
    const bob = { user_id: 'b', username: 'bob', email: 'bob@example.com' }
    expect((await call('POST', '/members', { body: bob })).body).toMatchObject({ ...bob, status: 'ACTIVE' })
    expect(await items('/members')).toMatchObject([{ username: 'bob' }, { username: 'alice' }])
    for (const body of [{}, { ids: [] }, [], 'null'])
      expect(await call('DELETE', '/members', { body })).toMatchObject({ status: 400 })
    const carl = await call('POST', '/members', { body: { ...bob, email: 'carl@example.com' } })
    const ids = [Member.parse(carl.body).id, missing]
    expect(await call('DELETE', '/members', { body: { ids } })).toMatchObject({
      status: 200,
      body: { status: 'deleted', count: 1 },
    })
    expect(await items('/members')).toMatchObject([{ username: 'bob' }, { username: 'alice' }])
    expect(await call('DELETE', '/members')).toMatchObject({
      status: 200,
      body: { status: 'deleted', count: 2 },
    })
    expect(await items('/members')).toEqual([])
  })

  test.each([{}, { ...alice, email: 'alice' }, { ...alice, user_id: '' }, { ...alice, username: 7 }])(
    '%j is no member',
    async body => {
      const { call } = await newMinuteMail(app)
      expect(await call('POST', '/members', { body })).toMatchObject({
        status: 400,
        body: failure('bad_request', /^(user_id|username|email)/),
      })
    },
  )
})

describe('invitations', () => {
  test('are kept for seven days, and nobody is written to', async () => {
    const { call, items, accountId } = await newMinuteMail(app)
    const before = (await injectClient(app).call('listMessages', {})).total
    const made = await call('POST', '/invitations', { body: { email: 'new@example.com' } })
    expect(made.status).toBe(201)
    const invitation = Invitation.parse(made.body)
    expect(invitation).toMatchObject({ email: 'new@example.com', status: 'PENDING' })
    expect((await call('GET', '/invitations')).body).toEqual({
      items: [invitation],
      invitations: [invitation],
    })
    const again = { body: { email: 'New@example.com' } }
    expect(await call('POST', '/invitations', again)).toMatchObject({
      status: 409,
      body: failure('conflict', /invited already/),
    })
    clock.set('2024-01-25T00:14:59.999Z')
    expect(await items('/invitations')).toMatchObject([{ status: 'PENDING' }])
    clock.passMs(1)
    expect(await items('/invitations')).toMatchObject([{ id: invitation.id, status: 'EXPIRED' }])
    const renewed = Invitation.parse((await call('POST', '/invitations', again)).body)
    expect(await items('/invitations')).toEqual([renewed])
    const deleted = await call('DELETE', `/invitations/${renewed.id}`)
    expect([deleted.status, deleted.body]).toEqual([200, { status: 'deleted', invitation_id: renewed.id }])
    expect((await call('DELETE', `/invitations/${renewed.id}`)).status).toBe(404)
    expect((await call('POST', '/invitations', { body: { email: 'nobody' } })).status).toBe(400)
    expect((await injectClient(app).call('listMessages', {})).total).toBe(before)
    expect((await injectClient(app).call('getAccount', { id: accountId })).plan).toBe('team')
  })

  test('go with their account, as members do', async () => {
    const { call, accountId } = await newMinuteMail(app)
    await call('POST', '/invitations', { body: { email: 'new@example.com' } })
    await call('POST', '/members', { body: alice })
    const api = injectClient(app)
    await api.call('deleteAccount', { id: accountId })
    expect((await call('GET', '/members')).status).toBe(401)
    await expect(api.call('getAccount', { id: accountId })).rejects.toThrow(/no account/)
  })
})
