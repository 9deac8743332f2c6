import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { wholeStore } from '#shared/api/scope.ts'
import { StoreEvent } from '#shared/api/events.ts'
import { injectClient, type ApiClient } from '#test/support/api-client.ts'
import { emptyStore } from '#test/support/empty-store.ts'
import { openEvents } from '#test/support/event-source.ts'
import { sendMail, storedId } from '#test/support/send-mail.ts'
import { openGreeted } from '#test/support/smtp-session.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

/** Rounds of events are so far apart; a timer may be a millisecond early. */
const leastRoundMs = 100 - 1

let app: TestApp
let api: ApiClient
beforeAll(async () => {
  app = await startApp()
  api = injectClient(app)
})
afterAll(() => app.stop())
beforeEach(() => emptyStore(api))

const follow = (query = '', headers = {}) => openEvents(`${app.url}/api/v1/events${query}`, headers)
const send = async (subject: string, to = 'a@mayfly.test') =>
  storedId(await sendMail(app.smtpPort, { to, subject, text: 'x' }))

test('every change is told, in the words of the contract', async () => {
  const stream = await follow()
  expect(stream.contentType).toBe('text/event-stream')
  const id = await send('first')
  const { mailboxId, seq } = await api.call('getMessage', { id })
  await expect
    .poll(() => stream.of('message.received'))
    .toEqual([{ type: 'message.received', ids: [id], mailboxIds: [mailboxId], seq }])
  expect(stream.of('mailbox.created')).toEqual([{ type: 'mailbox.created', mailboxIds: [mailboxId] }])
  await api.call('updateMessage', { id, unread: false })
  await expect
    .poll(() => stream.of('message.updated'))
    .toEqual([{ type: 'message.updated', ids: [id], mailboxIds: [mailboxId] }])
  await api.call('deleteMessage', { id })
  await expect
    .poll(() => stream.of('message.deleted'))
    .toEqual([{ type: 'message.deleted', ids: [id], mailboxIds: [mailboxId] }])
  await api.call('deleteMailbox', { idOrAddress: mailboxId })
  await expect
    .poll(() => stream.of('mailbox.deleted'))
    .toEqual([{ type: 'mailbox.deleted', mailboxIds: [mailboxId] }])
  const made = await api.call('createMailbox', { address: 'made@mayfly.test' })
  await expect
    .poll(() => stream.of('mailbox.created'))
    .toContainEqual({ type: 'mailbox.created', mailboxIds: [made.id] })
  await stream.close()
  for (const { event, data, id: eventId } of stream.events) {
    expect(StoreEvent.parse(data)).toEqual(data)
    expect(event).toBe(data.type)
    expect(eventId).toBe(data.type === 'message.received' ? String(data.seq) : undefined)
  }
})

test('an event is sent at once to a client that accepts gzip, as browsers do', async () => {
  const stream = await follow('', { 'accept-encoding': 'gzip' })
  const id = await send('packed')
  await expect.poll(() => stream.of('message.received')).toMatchObject([{ ids: [id] }])
  await stream.close()
})

test('Last-Event-ID resumes: what came meanwhile is told first', async () => {
  const before = await send('seen')
  const { seq } = await api.call('getMessage', { id: before })
  const missed = [await send('missed 1'), await send('missed 2')]
  const stream = await follow('', { 'last-event-id': String(seq) })
  await expect.poll(() => stream.of('message.received')).toMatchObject([{ ids: missed, seq: seq + 2 }])
  const live = await send('live')
  await expect
    .poll(() => stream.of('message.received'))
    .toMatchObject([{ ids: missed }, { ids: [live], seq: seq + 3 }])
  await stream.close()
})

test('a Last-Event-ID that is none is passed over', async () => {
  await send('old')
  for (const lastId of ['x', '-1', '1e3', '9'.repeat(20)]) {
    const stream = await follow('', { 'last-event-id': lastId })
    const id = await send('new')
    await expect.poll(() => stream.of('message.received')).toMatchObject([{ ids: [id] }])
    await stream.close()
  }
})

describe('?mailbox', () => {
  test.each(['id', 'address'] as const)('narrows the stream to one, named by its %s', async how => {
    const mailbox = await api.call('createMailbox', { address: 'mine@mayfly.test' })
    const stream = await follow(`?mailbox=${how === 'id' ? mailbox.id : 'MINE@mayfly.test'}`)
    const other = await send('other', 'other@mayfly.test')
    await api.call('updateMessage', { id: other, unread: false })
    await api.call('deleteMessage', { id: other })
    const mine = await send('mine', 'mine@mayfly.test')
    await api.call('updateMessage', { id: mine, pinned: true })
    await expect.poll(() => stream.events.length).toBe(2)
    expect(stream.events.map(({ data }) => data)).toMatchObject([
      { type: 'message.received', ids: [mine], mailboxIds: [mailbox.id] },
      { type: 'message.updated', ids: [mine], mailboxIds: [mailbox.id] },
    ])
    await stream.close()
  })

  test('narrows what is caught up with too', async () => {
    await send('1', 'mine@mayfly.test')
    await send('2', 'other@mayfly.test')
    const stream = await follow('?mailbox=mine@mayfly.test', { 'last-event-id': '0' })
    await expect.poll(() => stream.of('message.received')).toHaveLength(1)
    expect(stream.of('message.received')).toMatchObject([{ ids: { length: 1 } }])
    await stream.close()
  })

  test('follows an address that has no mailbox yet', async () => {
    const stream = await follow('?mailbox=soon@mayfly.test')
    const id = await send('first', 'soon@mayfly.test')
    await expect.poll(() => stream.of('message.received')).toMatchObject([{ ids: [id] }])
    await stream.close()
  })
})

test('a burst of 500 mails is a few events; asking for all after the last seq finds every one', async () => {
  const start = await api.call('getInfo', {})
  const stream = await follow()
  const begun = performance.now()
  const session = await openGreeted(app.smtpPort)
  for (let n = 0; n < 500; n++)
    session.write(
      'MAIL FROM:<a@shop.test>\r\nRCPT TO:<burst@mayfly.test>\r\nDATA\r\nSubject: b\r\n\r\nx\r\n.\r\n',
    )
  for (let n = 0; n < 500 * 4; n++) await session.reply()
  await session.quit()
  const newest = (await api.call('getInfo', {})).lastSeq
  await expect.poll(() => stream.of('message.received').at(-1)).toMatchObject({ seq: newest })
  const told = stream.of('message.received')
  // One at once, then ten a second at most, however long the mails took.
  expect(told.length).toBeLessThanOrEqual(1 + (performance.now() - begun) / leastRoundMs)
  expect(told.every(event => 'ids' in event && event.ids.length <= 200)).toBe(true)
  await stream.close()

  const found = new Set<string>()
  let cursor: string | undefined
  do {
    const page = await api.call('listMessages', {
      after: start.lastSeq,
      limit: 200,
      ...(cursor ? { cursor } : {}),
    })
    for (const { id } of page.items) found.add(id)
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  expect(found.size).toBe(500)
})

test('unknown parameters are 400', async () => {
  const stream = await follow('?since=1')
  expect(stream.status).toBe(400)
  await stream.body()
})

test('the feed itself gives the same to whoever holds it in the process', async () => {
  const events: StoreEvent[] = []
  const stop = await app.app.feed.follow({ scope: wholeStore, send: event => events.push(event) })
  const id = await send('in process')
  await expect.poll(() => events.find(({ type }) => type === 'message.received')).toMatchObject({ ids: [id] })
  stop()
  const count = events.length
  await send('unheard')
  const again: StoreEvent[] = []
  const stopAgain = await app.app.feed.follow({
    scope: wholeStore,
    after: 0,
    mailbox: 'a@mayfly.test',
    send: event => again.push(event),
  })
  expect(again).toMatchObject([{ type: 'message.received', ids: { length: 2 } }])
  stopAgain()
  expect(events).toHaveLength(count)
})

test('streams end when the server stops, and do not hold it up', async () => {
  const own = await startApp()
  const streams = await Promise.all(Array.from({ length: 20 }, () => openEvents(`${own.url}/api/v1/events`)))
  await own.stop()
  await Promise.all(streams.map(({ ended }) => ended))
})
