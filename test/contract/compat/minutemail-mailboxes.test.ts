import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ArchivedMailbox, Mailbox } from '#main/compat/minutemail/schema.ts'
import { injectClient } from '#test/support/api-client.ts'
import { startCompat } from '#test/support/compat.ts'
import type { createHandClock } from '#test/support/hand-clock.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { shapeOf } from '#test/support/shape-of.ts'
import type { TestApp } from '#test/support/start-app.ts'
import { failure, limitTo, newMinuteMail } from './minutemail-client.ts'
import { objects } from './minutemail-examples.ts'

let app: TestApp
let clock: ReturnType<typeof createHandClock>
beforeAll(async () => {
  ;({ app, clock } = await startCompat())
})
afterAll(() => app.stop())
beforeEach(() => clock.set('2024-01-18T00:15:00.000Z'))

const kept = { recoverable: true, tag: 'kept' }
const idsOf = (items: unknown[]) => items.map(item => (item as { id: string }).id)

describe('creating', () => {
  test('without a body, with an empty one, with nulls, and with fields that it does not know', async () => {
    const { call } = await newMinuteMail(app)
    for (const body of ['', '{}', 'null', { ttl: 10 }, { domain: null, expiresIn: null, tag: null }]) {
      const { status, body: made } = await call('POST', '/mailboxes', { body })
      expect(status).toBe(201)
      expect(Mailbox.parse(made)).toMatchObject({
        domain: 'minutemail.cc',
        expiresAt: '2024-01-18T00:30:00Z',
        recoverable: false,
        tag: '',
      })
    }
  })

  test.each([
    ['no JSON', '{', /./],
    ['a list', '[]', /./],
    ['a domain that is none', { domain: 'not a domain' }, /^domain/],
    ['no minutes', { expiresIn: 0 }, /^expiresIn.*1 to 60/],
    ['more than an hour', { expiresIn: 61 }, /^expiresIn.*minutes, 1 to 60/],
    ['half minutes', { expiresIn: 1.5 }, /^expiresIn.*whole minutes/],
    ['a text for minutes', { expiresIn: '20m' }, /^expiresIn.*whole minutes/],
    ['recoverable without a tag', { recoverable: true }, /^tag.*required/],
    ['recoverable with a blank tag', { recoverable: true, tag: '  ' }, /^tag.*required/],
    ['for ever and for a while', { noExpiration: true, expiresIn: 5 }, /^noExpiration/],
    ['an alias that cannot stand before an @', { alias: 'a b' }, /before the @/],
  ])('%s is a bad request', async (_title, body, message) => {
    const { call } = await newMinuteMail(app)
    expect(await call('POST', '/mailboxes', { body })).toMatchObject({
      status: 400,
      body: failure('bad_request', message),
    })
  })

  test('at a domain of one’s own when it is verified, and at the one of this installation', async () => {
    const { accountId, create, call } = await newMinuteMail(app)
    const api = injectClient(app)
    const { id } = await api.call('createDomain', { accountId, name: 'own.example' })
    expect((await call('POST', '/mailboxes', { body: { domain: 'own.example' } })).status).toBe(403)
    await api.call('verifyDomain', { id })
    expect((await create({ domain: 'OWN.example' })).domain).toBe('own.example')
    expect((await create({ domain: 'mayfly.test' })).domain).toBe('mayfly.test')
    const other = await newMinuteMail(app)
    expect((await other.call('POST', '/mailboxes', { body: { domain: 'own.example' } })).status).toBe(403)
  })

  test('for ever only on a plan that allows it; a shorter plan shortens what is usual', async () => {
    const { accountId, create, call } = await newMinuteMail(app, 'free')
    const body = { noExpiration: true }
    expect(await call('POST', '/mailboxes', { body })).toMatchObject({
      status: 400,
      body: failure('bad_request', /plan free/),
    })
    await injectClient(app).call('updateAccount', { id: accountId, plan: 'unlimited' })
    expect(await create(body)).toMatchObject({ expiresAt: null, permanent: true })
    expect((await create()).expiresAt).toBe('2024-01-18T00:30:00Z')
    await limitTo(app, accountId, { maxLifetimeMinutes: 5 })
    expect((await create()).expiresAt).toBe('2024-01-18T00:20:00Z')
    expect((await call('POST', '/mailboxes', { body: { expiresIn: 6 } })).status).toBe(400)
  })
})

describe('reading', () => {
  test('lists active ones in the order in which they were made, more than a page of them', async () => {
    const { accountId, create, items } = await newMinuteMail(app)
    await injectClient(app).call('updateAccount', { id: accountId, plan: 'unlimited' })
    const ids = []
    for (let n = 0; n < 205; n++) ids.push((await create()).id)
    expect(idsOf(await items('/mailboxes'))).toEqual(ids)
  })

  test('finds one by its exact address, whatever its case', async () => {
    const { create, items } = await newMinuteMail(app)
    const { id, address } = await create()
    const other = await create()
    expect(idsOf(await items(`/mailboxes?address=${address.toUpperCase()}`))).toEqual([id])
    for (const none of [address.slice(1), other.id, 'nobody@minutemail.cc'])
      expect(await items(`/mailboxes?address=${none}`)).toEqual([])
  })

  test('counts messages, and is gone when it has run out, to the millisecond', async () => {
    const { create, items, call } = await newMinuteMail(app)
    const { id, address } = await create({ expiresIn: 1 })
    await sendMail(app.smtpPort, { to: address, text: 'x' })
    clock.passMs(59_999)
    expect(await items('/mailboxes')).toMatchObject([{ id, messageCount: 1 }])
    clock.passMs(1)
    expect(await items('/mailboxes')).toEqual([])
    expect(await items(`/mailboxes?address=${address}`)).toEqual([])
    for (const path of [`/mailboxes/${id}`, `/mailboxes/${id}/mails`])
      expect(await call('GET', path)).toMatchObject({ status: 404, body: failure('not_found', /mailbox/) })
    expect(await items('/archived-mailboxes')).toEqual([])
  })

  test('is named by its id and not by its address', async () => {
    const { create, call } = await newMinuteMail(app)
    const { address } = await create()
    for (const id of [address, 'x', '%20', 'latest'])
      expect((await call('GET', `/mailboxes/${id}`)).status, id).toBe(404)
  })
})

describe('deleting', () => {
  test('takes the mail along; the address is free again', async () => {
    const { create, call, items } = await newMinuteMail(app)
    const { id, address, alias } = await create()
    await sendMail(app.smtpPort, { to: address, text: 'x' })
    const deleted = await call('DELETE', `/mailboxes/${id}`)
    expect([deleted.status, deleted.body]).toEqual([204, ''])
    expect((await call('DELETE', `/mailboxes/${id}`)).status).toBe(404)
    expect(await items('/archived-mailboxes')).toEqual([])
    expect((await create({ alias })).messageCount).toBe(0)
  })

  test('many at once, those that are recoverable into the archive; none when one is unknown', async () => {
    const { create, call, items } = await newMinuteMail(app)
    const [one, two, three] = [await create(), await create(kept), await create()]
    const other = await (await newMinuteMail(app)).create()
    for (const stranger of [other.id, 'x'])
      expect(await call('DELETE', '/mailboxes', { body: { ids: [one.id, two.id, stranger] } })).toMatchObject(
        { status: 404, body: failure('not_found', /mailbox/) },
      )
    expect(idsOf(await items('/mailboxes'))).toEqual([one.id, two.id, three.id])
    const bulk = await call('DELETE', '/mailboxes', { body: { ids: [one.id, two.id, one.id] } })
    expect([bulk.status, bulk.body]).toEqual([204, ''])
    expect(idsOf(await items('/mailboxes'))).toEqual([three.id])
    expect(idsOf(await items('/archived-mailboxes'))).toEqual([two.id])
  })

  test.each([{}, { ids: [] }, { ids: 'x' }, { ids: [1] }, ''])('%j names nothing to delete', async body => {
    const { call } = await newMinuteMail(app)
    for (const path of ['/mailboxes', '/archived-mailboxes'])
      expect(await call('DELETE', path, { body })).toMatchObject({
        status: 400,
        body: failure('bad_request', /^ids/),
      })
  })

  test('many at once that do not all fit into the archive stay as they are', async () => {
    const { create, call, items, accountId } = await newMinuteMail(app)
    await limitTo(app, accountId, { archivedMailboxes: 1 })
    const ids = [(await create(kept)).id, (await create(kept)).id, (await create()).id]
    expect(await call('DELETE', '/mailboxes', { body: { ids } })).toMatchObject({
      status: 429,
      body: failure('quota_exceeded', /archived/),
    })
    expect(idsOf(await items('/mailboxes'))).toEqual(ids)
  })
})

describe('the archive', () => {
  test('has the address of a recoverable mailbox that was deleted, without its mail', async () => {
    const { create, call, items, accountId } = await newMinuteMail(app)
    const { id, address } = await create({ ...kept, tag: 'onboarding' })
    await sendMail(app.smtpPort, { to: address, text: 'x' })
    await call('DELETE', `/mailboxes/${id}`)
    const listed = await call('GET', '/archived-mailboxes')
    expect([listed.status, shapeOf(listed.body)]).toEqual([200, shapeOf({ items: [objects.archived] })])
    const read = await call('GET', `/archived-mailboxes/${id}`)
    expect({ items: [ArchivedMailbox.parse(read.body)] }).toEqual(listed.body)
    expect(read.body).toMatchObject({ id, tag: 'onboarding', owner: accountId, domain: 'minutemail.cc' })
    expect(await items('/mailboxes')).toEqual([])
    for (const path of [`/mailboxes/${id}`, `/mailboxes/${id}/mails`])
      expect((await call('GET', path)).status).toBe(404)
    const native = await injectClient(app).call('getMailbox', { idOrAddress: id })
    expect(native).toMatchObject({ status: 'archived', messageCount: 0 })
  })

  test('gives back an empty mailbox at the same address, also of one that ran out', async () => {
    const { create, call, items } = await newMinuteMail(app)
    const { id, address } = await create({ ...kept, expiresIn: 1 })
    await sendMail(app.smtpPort, { to: address, text: 'old' })
    clock.passMinutes(1)
    expect(idsOf(await items('/archived-mailboxes'))).toEqual([id])
    const answer = await call('POST', `/archived-mailboxes/${id}/reactivate`, { body: { expiresIn: 10 } })
    expect(answer.status).toBe(201)
    const mailbox = Mailbox.parse(answer.body)
    expect(mailbox).toMatchObject({
      address,
      ...kept,
      messageCount: 0,
      expiresAt: '2024-01-18T00:26:00Z',
      permanent: false,
    })
    expect(await items('/archived-mailboxes')).toEqual([])
    await sendMail(app.smtpPort, { to: address, subject: 'new', text: 'x' })
    expect(await items(`/mailboxes/${mailbox.id}/mails`)).toMatchObject([{ subject: 'new' }])
    expect((await call('POST', `/archived-mailboxes/${id}/reactivate`)).status).toBe(404)
  })

  test('reactivating needs no body, keeps to an hour, and to the quota', async () => {
    const { create, call, accountId } = await newMinuteMail(app)
    const { id } = await create(kept)
    await call('DELETE', `/mailboxes/${id}`)
    const path = `/archived-mailboxes/${id}/reactivate`
    expect(await call('POST', path, { body: { expiresIn: 61 } })).toMatchObject({
      status: 400,
      body: failure('bad_request', /minutes/),
    })
    await create()
    await limitTo(app, accountId, { activeMailboxes: 1 })
    expect(await call('POST', path)).toMatchObject({ status: 429, body: failure('quota_exceeded', /active/) })
    await injectClient(app).call('updateAccount', { id: accountId, plan: 'team' })
    expect(await call('POST', path)).toMatchObject({
      status: 201,
      body: { expiresAt: '2024-01-18T00:30:00Z' },
    })
  })

  test('deletes for good, one or many; none when one is unknown or active', async () => {
    const { create, call, items } = await newMinuteMail(app)
    const made = []
    for (let n = 0; n < 4; n++) made.push((await create(kept)).id)
    const [one, two, three, active] = made as [string, string, string, string]
    await call('DELETE', '/mailboxes', { body: { ids: [one, two, three] } })
    const single = await call('DELETE', `/archived-mailboxes/${one}`)
    expect([single.status, single.body]).toEqual([204, ''])
    for (const ids of [
      [two, active],
      [two, one],
    ])
      expect((await call('DELETE', '/archived-mailboxes', { body: { ids } })).status).toBe(404)
    expect(idsOf(await items('/archived-mailboxes'))).toEqual([two, three])
    expect((await call('DELETE', '/archived-mailboxes', { body: { ids: [two, three] } })).status).toBe(204)
    expect(await items('/archived-mailboxes')).toEqual([])
    for (const method of ['GET', 'DELETE'])
      expect((await call(method, `/archived-mailboxes/${one}`)).status).toBe(404)
  })
})
