import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Call } from '#shared/api/contract.ts'
import { injectClient, type ApiClient } from '#test/support/api-client.ts'
import { createHandClock } from '#test/support/hand-clock.ts'
import { startRemoteService, type RemoteService } from '#test/support/remote-service.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

/** What can be done at services as this Mayfly emulates them, over real HTTP, and at another Mayfly. */
let service: RemoteService
let app: TestApp
/** Nothing is asked by itself but what is looked at, waited for or told. */
const clock = createHandClock(Date.now())
let api: ApiClient
beforeAll(async () => {
  ;[service, app] = await Promise.all([startRemoteService(), startApp({ now: clock.now })])
  api = injectClient(app)
})
afterAll(() => Promise.all([service.stop(), app.stop()]))

const add = async (name: Parameters<RemoteService['account']>[0], more: Partial<Call<'createRemote'>> = {}) =>
  api.call('createRemote', await service.account(name, more))
const until = async (what: () => Promise<unknown>, expected: unknown) =>
  expect.poll(what, { timeout: 30_000, interval: 100 }).toEqual(expected)
/** In a minute of its own: services bear only so many calls in one. */
const poll = (remote: string) => {
  clock.passMinutes(1)
  return api.call('pollRemote', { remote })
}
const deliver = (to: string, subject: string) => sendMail(service.smtpPort, { to, subject, text: subject })
const subjects = async (query: Call<'listMessages'>) =>
  (await api.call('listMessages', query)).items.map(({ subject }) => subject)
const atService = async (address: string) =>
  (await service.api.call('listMailboxes', { q: address })).items.map(({ status }) => status)

describe('a mailbox', () => {
  test('is archived and reactivated at the service, and keeps its mail here', async () => {
    await add('minutemail')
    const box = await api.call('createMailbox', {
      remote: 'minutemail',
      expiresIn: 30,
      recoverable: true,
      tag: 'kept',
    })
    await deliver(box.address, 'before')
    await poll('minutemail')
    expect(await api.call('archiveMailbox', { idOrAddress: box.id })).toMatchObject({
      id: box.id,
      status: 'archived',
    })
    expect(await atService(box.address)).toEqual(['archived'])
    await poll('minutemail')
    expect(await subjects({ mailbox: box.id })).toEqual(['before'])
    const again = await api.call('restoreMailbox', { idOrAddress: box.id, expiresIn: 20 })
    expect(again).toMatchObject({ id: box.id, status: 'active', address: box.address })
    expect(await atService(box.address)).toContain('active')
    await deliver(box.address, 'after')
    await poll('minutemail')
    expect(await subjects({ mailbox: box.id })).toContain('after')
  })

  test('that was archived is found in a list of the service, too', async () => {
    const box = await api.call('createMailbox', {
      remote: 'minutemail',
      expiresIn: 30,
      recoverable: true,
      tag: 'kept',
    })
    await service.api.call('archiveMailbox', { idOrAddress: box.address })
    await poll('minutemail')
    expect(await api.call('getMailbox', { idOrAddress: box.id })).toMatchObject({ status: 'archived' })
  })

  test('that is not recoverable is not archived, and nothing of it is lost', async () => {
    const box = await api.call('createMailbox', { remote: 'minutemail', expiresIn: 30 })
    await expect(api.call('archiveMailbox', { idOrAddress: box.id })).rejects.toMatchObject({
      code: 'unprocessable',
    })
    expect(await atService(box.address)).toEqual(['active'])
  })

  test('is deleted at the service where that was said, and by no slip', async () => {
    const box = await api.call('createMailbox', { remote: 'minutemail', expiresIn: 30 })
    await expect(api.call('deleteMailbox', { idOrAddress: box.id })).rejects.toMatchObject({
      code: 'conflict',
      details: [{ field: 'atService' }],
    })
    expect(await atService(box.address)).toEqual(['active'])
    await api.call('deleteMailbox', { idOrAddress: box.id, atService: true })
    expect(await atService(box.address)).not.toContain('active')
    await expect(api.call('getMailbox', { idOrAddress: box.id })).rejects.toMatchObject({ code: 'not_found' })
    // One that is gone there already is no failure.
    const other = await api.call('createMailbox', { remote: 'minutemail', expiresIn: 30 })
    await service.api.call('deleteMailbox', { idOrAddress: other.address })
    await api.call('deleteMailbox', { idOrAddress: other.id, atService: true })
  })
})

test('a message is deleted at the service where that was said, and only here without', async () => {
  const box = await api.call('createMailbox', { remote: 'minutemail', expiresIn: 30 })
  for (const subject of ['one', 'two', 'three']) await deliver(box.address, subject)
  await poll('minutemail')
  const { items } = await api.call('listMessages', { mailbox: box.id })
  const idOf = (subject: string) => items.find(one => one.subject === subject)!.id
  const there = async () => (await service.api.call('listMessages', { mailbox: box.address })).total
  await api.call('deleteMessage', { id: idOf('one') })
  expect(await there()).toBe(3)
  await api.call('deleteMessage', { id: idOf('two'), atService: true })
  expect(await there()).toBe(2)
  await api.call('deleteMessages', { ids: [idOf('three')], atService: true })
  expect(await there()).toBe(1)
  await poll('minutemail')
  expect(await subjects({ mailbox: box.id })).toEqual([])
  // As many as before, and others.
  for (const subject of ['four', 'five']) await deliver(box.address, subject)
  await poll('minutemail')
  expect(await subjects({ mailbox: box.id })).toEqual(['five', 'four'])
})

test('keys of the service are listed, shown once, and deleted', async () => {
  await add('momail')
  const made = await api.call('createRemoteKey', { remote: 'momail', name: 'CI', expiresInDays: 10 })
  expect(made.key.length).toBeGreaterThan(20)
  const listed = await api.call('listRemoteKeys', { remote: 'momail' })
  expect(listed.items.find(({ id }) => id === made.id)).toMatchObject({ name: 'CI' })
  expect(JSON.stringify(listed)).not.toContain(made.key)
  await api.call('deleteRemoteKey', { remote: 'momail', keyId: made.id })
  expect((await api.call('listRemoteKeys', { remote: 'momail' })).items.map(({ id }) => id)).not.toContain(
    made.id,
  )
  await expect(api.call('listRemoteKeys', { remote: 'minutemail' })).rejects.toMatchObject({
    code: 'conflict',
    details: [{ ability: 'listKeys', reason: 'websiteOnly' }],
  })
})

test('the search of the service says which of its mail is here', async () => {
  const box = await api.call('createMailbox', {
    remote: 'momail',
    localPart: 'searched',
    domain: 'user.momail.io',
  })
  await deliver(box.address, 'Nebelhorn one')
  await poll('momail')
  await deliver(box.address, 'Nebelhorn two')
  const { items } = await api.call('searchRemote', { remote: 'momail', q: 'Nebelhorn' })
  const [here] = (await api.call('listMessages', { mailbox: box.id })).items
  const found = Object.fromEntries(items.map(one => [one.subject, one.messageId]))
  expect(found).toEqual({ 'Nebelhorn one': here!.id, 'Nebelhorn two': null })
  const within = { remote: 'momail', mailboxId: box.id, q: 'Nebelhorn' }
  expect((await api.call('searchRemote', within)).items).toHaveLength(2)
})

test('a key is bought on the page of the service', async () => {
  await add('mailfade')
  const { invoiceId, checkoutUrl } = await api.call('buyRemoteKey', {
    remote: 'mailfade',
    plan: 'dev',
    rail: 'stripe',
  })
  expect(await api.call('getRemotePurchase', { remote: 'mailfade', invoiceId })).toEqual({
    paid: false,
    keyId: null,
  })
  await fetch(checkoutUrl, { method: 'POST', body: new URLSearchParams({ outcome: 'pay' }) })
  expect(await api.call('getRemotePurchase', { remote: 'mailfade', invoiceId })).toMatchObject({ paid: true })
})

test('domains of the service are listed, added, verified and deleted', async () => {
  const remote = 'minutemail'
  const added = await api.call('createRemoteDomain', { remote, name: 'shop.example' })
  expect(added).toMatchObject({ name: 'shop.example', verified: false })
  expect((await api.call('listRemoteDomains', { remote })).items).toEqual([added])
  // Nobody has put its records anywhere: the service looks, and it stays as it was.
  expect(await api.call('verifyRemoteDomain', { remote, domainId: added.id })).toEqual(added)
  await api.call('deleteRemoteDomain', { remote, domainId: added.id })
  expect((await api.call('listRemoteDomains', { remote })).items).toEqual([])
})

describe('another Mayfly', () => {
  const live = async () => (await api.call('getRemote', { remote: 'mayfly' })).state.live

  test('tells by itself what is new and what is gone, and all that was missed after a break', async () => {
    const box = await service.api.call('createMailbox', { address: 'team@mayfly.test' })
    await add('mayfly')
    await until(live, true)
    await until(async () => (await api.call('listMailboxes', { remote: 'mayfly', q: 'team' })).total, 1)
    await deliver(box.address, 'told')
    const told = () => subjects({ remote: 'mayfly', q: 'to:team' })
    await until(told, ['told'])
    const [there] = (await service.api.call('listMessages', { mailbox: box.address })).items
    await service.api.call('deleteMessage', { id: there!.id })
    await until(told, [])

    await api.call('updateRemote', { remote: 'mayfly', paused: true })
    expect(await live()).toBe(false)
    // More than one list brings.
    for (let n = 0; n < 120; n++)
      await service.api.call('injectMessage', { idOrAddress: box.id, raw: `Subject: missed ${n}\r\n\r\nx` })
    await api.call('updateRemote', { remote: 'mayfly', paused: false })
    await until(
      async () => (await api.call('listMessages', { remote: 'mayfly', q: 'subject:missed' })).total,
      120,
    )
    await service.api.call('deleteMailbox', { idOrAddress: box.id })
    await until(async () => (await api.call('listMailboxes', { remote: 'mayfly', q: 'team' })).total, 0)
  }, 90_000)
})

describe('what is kept here', () => {
  test('stays readable when the account is removed without its mail, until that is removed too', async () => {
    const name = 'leaving'
    const { id } = await add('mailfade', { name })
    const box = await api.call('createMailbox', { remote: name, address: 'leaving@mailfade.dev' })
    await deliver(box.address, 'stays here')
    await poll(name)
    await api.call('deleteRemote', { remote: name, keepMail: true })
    expect(await api.call('getRemote', { remote: name })).toMatchObject({
      id,
      key: null,
      state: { status: 'detached' },
    })
    const [message] = (await api.call('listMessages', { remote: name })).items
    expect(message).toMatchObject({ subject: 'stays here' })
    expect(await api.call('getMessage', { id: message!.id })).toMatchObject({ subject: 'stays here' })
    await expect(poll(name)).rejects.toMatchObject({ code: 'conflict' })
    await api.call('deleteRemote', { remote: name })
    await expect(api.call('getMessage', { id: message!.id })).rejects.toMatchObject({ code: 'not_found' })
    await expect(api.call('getRemote', { remote: name })).rejects.toMatchObject({ code: 'not_found' })
  })

  test('is the newest so many messages, however they came in, and none that is too old is fetched', async () => {
    const old = await service.api.call('createMailbox', { address: 'first@mayfly.test' })
    const box = await service.api.call('createMailbox', { address: 'second@mayfly.test' })
    for (let n = 1; n <= 5; n++) {
      await deliver(box.address, `mail ${n}`)
      await deliver(old.address, `other ${n}`)
    }
    const days = 40
    clock.passMinutes(days * 24 * 60)
    const kept = (name: string) => subjects({ remote: name, q: 'subject:mail' })
    await add('mayfly', { name: 'by age', retention: { maxMessages: 0, maxAgeDays: days - 1 } })
    expect(await poll('by age')).toMatchObject({ messageCount: 0 })
    await add('mayfly', { name: 'little', retention: { maxMessages: 4, maxAgeDays: 0 } })
    await poll('little')
    expect(await kept('little')).toEqual(['mail 5', 'mail 4'])
    await api.call('updateRemote', { remote: 'little', retention: { maxMessages: 1 } })
    clock.passMinutes(2)
    await until(async () => (await api.call('getRemote', { remote: 'little' })).messageCount, 1)
    for (const remote of ['by age', 'little']) await api.call('deleteRemote', { remote })
    expect((await api.call('listRemotes', {})).items.map(one => one.name)).not.toContain('little')
  })
})
