import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { injectClient, type ApiClient } from '#test/support/api-client.ts'
import { emptyStore } from '#test/support/empty-store.ts'
import { openEvents } from '#test/support/event-source.ts'
import { createHandClock } from '#test/support/hand-clock.ts'
import { sendMail, storedId } from '#test/support/send-mail.ts'
import { openGreeted } from '#test/support/smtp-session.ts'
import { startApp, temporaryFolder, type TestApp } from '#test/support/start-app.ts'
import { withStore } from '#test/support/store-file.ts'

const clock = createHandClock()
let app: TestApp
let api: ApiClient
beforeAll(async () => {
  app = await startApp({ now: clock.now })
  api = injectClient(app)
})
afterAll(() => app.stop())
beforeEach(async () => {
  await emptyStore(api)
  await api.call('updateSettings', { unknownRecipients: 'capture' })
})

const address = 'brief@mayfly.test'
const send = async (subject: string, to = address) =>
  storedId(await sendMail(app.smtpPort, { to, subject, text: 'x' }))

async function rcpt(...to: string[]): Promise<string[]> {
  const session = await openGreeted(app.smtpPort)
  const [, ...replies] = await session.envelope('sender@shop.test', ...to)
  await session.quit()
  return replies
}

describe('mail on its way when the mailbox closes', () => {
  test('it goes to the others; nobody is told of more than there is', async () => {
    await api.call('createMailbox', { address, expiresIn: 1 })
    const session = await openGreeted(app.smtpPort)
    await session.envelope('sender@shop.test', address, 'other@mayfly.test')
    clock.passMinutes(1)
    const id = storedId(await session.data('Subject: late\r\n\r\nx\r\n.\r\n'))
    await session.quit()
    expect((await api.call('listMessages', {})).items).toMatchObject([{ id, address: 'other@mayfly.test' }])
  })

  test.each([
    [false, 'expired'],
    [true, 'archived'],
  ])('with no other it is refused (recoverable: %s)', async (recoverable, status) => {
    await api.call('createMailbox', { address, expiresIn: 1, recoverable })
    const session = await openGreeted(app.smtpPort)
    await session.envelope('sender@shop.test', address)
    clock.passMinutes(1)
    expect(await session.data('Subject: late\r\n\r\nx\r\n.\r\n')).toBe(
      `550 5.2.1 The mailbox ${address} is ${status} and takes no mail.`,
    )
    expect(await session.envelope('sender@shop.test', 'other@mayfly.test')).toEqual([
      expect.stringMatching(/^250 /),
      expect.stringMatching(/^250 /),
    ])
    await session.quit()
    expect((await api.call('listMessages', {})).total).toBe(0)
  })

  test('a mailbox that is archived or deleted meanwhile gets none, and none is captured', async () => {
    const gone = 'gone@mayfly.test'
    for (const one of [address, gone]) await api.call('createMailbox', { address: one })
    await api.call('updateSettings', { unknownRecipients: 'reject' })
    const session = await openGreeted(app.smtpPort)
    await session.envelope('sender@shop.test', address)
    await api.call('archiveMailbox', { idOrAddress: address })
    expect(await session.data('Subject: late\r\n\r\nx\r\n.\r\n')).toMatch(/^550 5\.2\.1 .*archived/)
    await session.envelope('sender@shop.test', gone)
    await api.call('deleteMailbox', { idOrAddress: gone })
    expect(await session.data('Subject: late\r\n\r\nx\r\n.\r\n')).toMatch(/^550 5\.1\.1 /)
    await session.quit()
    expect((await api.call('listMailboxes', {})).items).toMatchObject([{ address, messageCount: 0 }])
  })
})

test('everybody is told: without a call, within the beat of the timer', async () => {
  const brief = await api.call('createMailbox', { address, expiresIn: 1 })
  const kept = await api.call('createMailbox', {
    address: 'kept@mayfly.test',
    expiresIn: 1,
    recoverable: true,
  })
  const mail = await send('gone')
  const stream = await openEvents(`${app.url}/api/v1/events`)
  clock.passMinutes(1)
  await expect
    .poll(() => stream.of('mailbox.expired'))
    .toEqual([{ type: 'mailbox.expired', mailboxIds: [brief.id] }])
  expect(stream.of('mailbox.archived')).toEqual([{ type: 'mailbox.archived', mailboxIds: [kept.id] }])
  expect(stream.of('message.deleted')).toEqual([
    { type: 'message.deleted', ids: [mail], mailboxIds: [brief.id] },
  ])
  await api.call('updateMailbox', { idOrAddress: kept.id, tag: 'x' })
  await api.call('restoreMailbox', { idOrAddress: kept.id })
  await api.call('archiveMailbox', { idOrAddress: kept.id })
  const of = (type: 'mailbox.updated' | 'mailbox.restored' | 'mailbox.archived') =>
    stream.of(type).flatMap(event => ('mailboxIds' in event ? event.mailboxIds : []))
  await expect.poll(() => of('mailbox.archived')).toEqual([kept.id, kept.id])
  expect([of('mailbox.updated'), of('mailbox.restored')]).toEqual([[kept.id], [kept.id]])
  await stream.close()
})

function ownFolder(): string {
  const folder = temporaryFolder()
  onTestFinished(() => folder.remove())
  return folder.path
}

test('what runs out while nothing runs is closed before anything listens, to the last mail', async () => {
  const dataDir = ownFolder()
  const first = await startApp({ dataDir, now: clock.now })
  const api = injectClient(first)
  await api.call('createMailbox', { address, expiresIn: 10 })
  await api.call('createMailbox', { address: 'kept@mayfly.test', expiresIn: 10, recoverable: true })
  await api.call('createMailbox', { address: 'long@mayfly.test', expiresIn: 100 })
  await sendMail(first.smtpPort, { to: [address, 'kept@mayfly.test', 'long@mayfly.test'], text: 'x' })
  await first.stop()
  clock.passMinutes(20)
  const second = await startApp({ dataDir, now: clock.now })
  try {
    const stored = withStore(dataDir, db =>
      db.all('SELECT local_part, status, message_count FROM mailboxes ORDER BY key'),
    )
    expect(stored).toEqual([
      { local_part: 'brief', status: 'expired', message_count: 0 },
      { local_part: 'kept', status: 'archived', message_count: 1 },
      { local_part: 'long', status: 'active', message_count: 1 },
    ])
    clock.passMinutes(80)
    const { items } = await injectClient(second).call('listMailboxes', {})
    expect(items).toMatchObject([{ localPart: 'kept' }])
  } finally {
    await second.stop()
  }
})

test('1,500 messages go in steps; the address is free for a new mailbox at once', async () => {
  const { id } = await api.call('createMailbox', { address, expiresIn: 1 })
  const session = await openGreeted(app.smtpPort)
  for (let n = 0; n < 1_500; n++) {
    session.write(`MAIL FROM:<a@shop.test>\r\nRCPT TO:<${address}>\r\nDATA\r\n`)
    for (let reply = 0; reply < 3; reply++) await session.reply()
    session.write(`Subject: ${n}\r\n\r\nx\r\n.\r\n`)
    await session.reply()
  }
  await session.quit()
  const kept = await send('kept', 'other@mayfly.test')
  expect((await api.call('getMailbox', { idOrAddress: id })).messageCount).toBe(1_500)
  clock.passMinutes(1)
  expect(await rcpt(address)).toEqual(['550 5.2.1 The mailbox is expired'])
  const fresh = await api.call('createMailbox', { address })
  expect(fresh).toMatchObject({ status: 'active', messageCount: 0 })
  await expect
    .poll(async () => (await api.call('listMessages', {})).items.map(item => item.id))
    .toEqual([kept])
})

test('an end in the middle of deleting is made up for at the next start', async () => {
  const dataDir = ownFolder()
  const first = await startApp({ dataDir, now: clock.now })
  await injectClient(first).call('createMailbox', { address })
  await sendMail(first.smtpPort, { to: address, text: 'x' })
  await first.stop()
  withStore(dataDir, db => db.run("UPDATE mailboxes SET status = 'expired'"))
  const second = await startApp({ dataDir, now: clock.now })
  try {
    await expect.poll(async () => (await injectClient(second).call('listMessages', {})).total).toBe(0)
  } finally {
    await second.stop()
  }
})
