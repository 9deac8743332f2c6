import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { httpClient, keyClient, type ApiClient } from '#test/support/api-client.ts'
import { openEvents } from '#test/support/event-source.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

/** What a key gets to see of its own: the other half, what it does not, is in isolation.test.ts. */
let app: TestApp
let owner: ApiClient
let shop: ApiClient
/** Of the same account, for mailboxes at shop.test only. */
let narrow: ApiClient
let narrowKey: string

beforeAll(async () => {
  app = await startApp()
  owner = httpClient(app)
  const { id: accountId } = await owner.call('createAccount', { name: 'Shop', plan: 'unlimited' })
  const make = (mailboxDomains: string[]) =>
    owner.call('createKey', { name: 'tests', service: 'mayfly', mailboxDomains, accountId })
  shop = keyClient(app, (await make(['*'])).key)
  narrowKey = (await make(['shop.test'])).key
  narrow = keyClient(app, narrowKey)
  await owner.call('createMailbox', { address: 'one@shop.test', accountId })
  await owner.call('createMailbox', { address: 'two@other.test', accountId })
  // Mail of both accounts, one after the other.
  for (let n = 1; n <= 12; n++) {
    const to = ['one@shop.test', 'local@mayfly.test', 'two@other.test'][n % 3]!
    await sendMail(app.smtpPort, { to, subject: `mail ${n}`, text: `green number ${n}` })
  }
})
afterAll(() => app.stop())

const subjects = (page: { items: { subject: string }[] }) => page.items.map(({ subject }) => subject)

test('the owner sees all mail, a key that of its account, a narrow key that of its domains', async () => {
  const seen = async (api: ApiClient) => {
    const page = await api.call('listMessages', {})
    expect(page.total).toBe(page.items.length)
    return subjects(page)
  }
  expect(await seen(owner)).toHaveLength(12)
  expect(await seen(shop)).toEqual([12, 11, 9, 8, 6, 5, 3, 2].map(n => `mail ${n}`))
  expect(await seen(narrow)).toEqual([12, 9, 6, 3].map(n => `mail ${n}`))
})

test('pages follow each other without gaps, whatever lies between', async () => {
  const found: string[] = []
  let cursor: string | null | undefined
  do {
    const page = await shop.call('listMessages', { limit: 3, ...(cursor ? { cursor } : {}) })
    expect(page.total).toBe(8)
    found.push(...subjects(page))
    cursor = page.nextCursor
  } while (cursor)
  expect(found).toEqual([12, 11, 9, 8, 6, 5, 3, 2].map(n => `mail ${n}`))
})

test('searches, filters and their totals stay within', async () => {
  for (const q of ['green', 'number', 'is:unread', '-yellow']) {
    expect(await shop.call('listMessages', { q, limit: 2 })).toMatchObject({ total: 8, items: { length: 2 } })
    expect(await narrow.call('listMessages', { q })).toMatchObject({ total: 4, items: { length: 4 } })
  }
  expect(await shop.call('listMessages', { q: 'from:nobody' })).toMatchObject({ total: 0, items: [] })
})

test('the newest is the newest of one’s own', async () => {
  await sendMail(app.smtpPort, { to: 'local@mayfly.test', subject: 'of others', text: 'x' })
  expect(await shop.call('getMessage', { id: 'latest' })).toMatchObject({ subject: 'mail 12' })
  expect(await narrow.call('getMessage', { id: 'latest', q: 'number' })).toMatchObject({ subject: 'mail 12' })
})

test('the counts are one’s own', async () => {
  expect(await narrow.call('getInfo')).toMatchObject({ messageCount: 4, unreadCount: 4, pinnedCount: 0 })
  const { items } = await shop.call('listMessages', { limit: 1 })
  await shop.call('updateMessage', { id: items[0]!.id, pinned: true, unread: false })
  expect(await shop.call('getInfo')).toMatchObject({ messageCount: 8, unreadCount: 7, pinnedCount: 1 })
  expect(await shop.call('getInfo')).not.toHaveProperty('dataDir')
})

describe('waiting', () => {
  test('for any mail wakes for mail of one’s own', async () => {
    const { lastSeq } = await shop.call('getInfo')
    const waiting = shop.call('waitForMessage', { after: lastSeq })
    await sendMail(app.smtpPort, { to: 'local@mayfly.test', subject: 'not for the shop', text: 'x' })
    await sendMail(app.smtpPort, { to: 'one@shop.test', subject: 'for the shop', text: 'x' })
    expect(await waiting).toMatchObject({ subject: 'for the shop' })
  })

  test('for the mailbox of another account is like waiting for one that is not there', async () => {
    const wait = (idOrAddress: string) => shop.call('waitForMailboxMessage', { idOrAddress, timeout: 0 })
    const error = async (idOrAddress: string) => wait(idOrAddress).catch((failure: Error) => failure.message)
    expect(await error('local@mayfly.test')).toBe(await error('nobody@mayfly.test'))
  })

  test('at a domain that the key may not use is refused at once', async () => {
    for (const idOrAddress of ['two@other.test', 'nobody@other.test'])
      await expect(narrow.call('waitForMailboxMessage', { idOrAddress })).rejects.toMatchObject({
        code: 'forbidden',
      })
  })
})

describe('injecting', () => {
  const mail = { from: 'a@a.test', subject: 'put in', text: 'x' }

  test('to an address that is not there yet makes a mailbox of the key’s account', async () => {
    const { id } = await shop.call('injectMessage', { idOrAddress: 'new@anything.test', ...mail })
    expect(await shop.call('getMailbox', { idOrAddress: 'new@anything.test' })).toMatchObject({
      origin: 'captured',
      messageCount: 1,
    })
    expect(await shop.call('getMessage', { id })).toMatchObject({ subject: 'put in' })
  })

  test('is bound to the domains of the key, and to its account', async () => {
    const into = (idOrAddress: string) => narrow.call('injectMessage', { idOrAddress, ...mail })
    await expect(into('x@other.test')).rejects.toMatchObject({ code: 'forbidden' })
    await expect(into('local@mayfly.test')).rejects.toMatchObject({ code: 'not_found' })
    expect(await into('x@shop.test')).toMatchObject({ address: 'x@shop.test' })
  })
})

test('a delete by query takes only what the key may see', async () => {
  await sendMail(app.smtpPort, { to: 'local@mayfly.test', subject: 'stays purple', text: 'x' })
  await sendMail(app.smtpPort, { to: 'two@other.test', subject: 'stays purple too', text: 'x' })
  await sendMail(app.smtpPort, { to: 'one@shop.test', subject: 'goes purple', text: 'x' })
  await narrow.call('deleteMessages', { q: 'purple' })
  expect(subjects(await owner.call('listMessages', { q: 'purple' }))).toEqual([
    'stays purple too',
    'stays purple',
  ])
})

test('a stream for a mailbox that the key may never see is refused, one for another account’s stays silent', async () => {
  const status = async (mailbox: string) => {
    const stream = await openEvents(`${app.url}/api/v1/events?mailbox=${mailbox}`, {
      authorization: `Bearer ${narrowKey}`,
    })
    await stream.close()
    return stream.status
  }
  const { id } = await owner.call('getMailbox', { idOrAddress: 'two@other.test' })
  expect(await status('two@other.test')).toBe(403)
  expect(await status('not-there-yet@other.test')).toBe(403)
  expect(await status(id)).toBe(403)
  expect(await status('one@shop.test')).toBe(200)
  expect(await status('not-there-yet@shop.test')).toBe(200)
})

test('a stream of events tells a key of its own things only, also what it missed', async () => {
  const headers = { authorization: `Bearer ${narrowKey}` }
  const { lastSeq } = await owner.call('getInfo')
  await sendMail(app.smtpPort, { to: 'one@shop.test', subject: 'missed', text: 'x' })
  await sendMail(app.smtpPort, { to: 'two@other.test', subject: 'not to be told', text: 'x' })
  const stream = await openEvents(`${app.url}/api/v1/events`, {
    ...headers,
    'last-event-id': String(lastSeq),
  })
  await sendMail(app.smtpPort, { to: 'fresh@mayfly.test', subject: 'nor this', text: 'x' })
  const { items } = await owner.call('listMessages', { q: 'subject:missed' })
  await owner.call('deleteMessages', { q: 'subject:"not to be told"' })
  await owner.call('deleteMessages', { ids: [items[0]!.id] })
  await expect.poll(() => stream.of('message.deleted')).toHaveLength(1)
  const { id: mailboxId } = await narrow.call('getMailbox', { idOrAddress: 'one@shop.test' })
  expect(stream.events.map(({ data }) => data)).toEqual([
    { type: 'message.received', ids: [items[0]!.id], mailboxIds: [mailboxId], seq: lastSeq + 1 },
    { type: 'message.deleted', ids: [items[0]!.id], mailboxIds: [mailboxId] },
  ])
  await stream.close()
})
