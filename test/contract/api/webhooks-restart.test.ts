import { expect, onTestFinished, test } from 'vitest'
import { injectClient } from '#test/support/api-client.ts'
import { createHandClock } from '#test/support/hand-clock.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { startApp, temporaryFolder, type TestApp } from '#test/support/start-app.ts'
import { withStore } from '#test/support/store-file.ts'
import { openReceiver, type WebhookReceiver } from '#test/support/webhook-receiver.ts'

function ownFolder(): string {
  const folder = temporaryFolder()
  onTestFinished(() => folder.remove())
  return folder.path
}

const send = (app: TestApp, subject: string) => sendMail(app.smtpPort, { subject, text: 'x' })
const listen = async (app: TestApp, { url }: WebhookReceiver) =>
  (await injectClient(app).call('createWebhook', { url, events: ['message.received'] })).id
const deliveries = async (app: TestApp, id: string) =>
  (await injectClient(app).call('listWebhookDeliveries', { id, limit: 200 })).items
const subjects = (receiver: WebhookReceiver) => receiver.received.map(({ event }) => event.data['subject'])

test('what a receiver did not take before a restart is sent after it, at its time, and nothing twice', async () => {
  const dataDir = ownFolder()
  const receiver = await openReceiver((response, { event }) => {
    const refused = String(event.data['subject']).startsWith('refused')
    response.writeHead(refused ? 500 : 204).end()
  })
  // What was refused is due again after seconds: they pass when all has been started anew, however long that takes.
  const clock = createHandClock()
  const first = await startApp({ dataDir, now: clock.now })
  const id = await listen(first, receiver)
  for (const subject of ['taken 1', 'refused 1', 'refused 2', 'taken 2']) await send(first, subject)
  await expect.poll(() => receiver.received.length).toBe(4)
  await expect
    .poll(async () => (await deliveries(first, id)).every(({ attempts }) => attempts === 1))
    .toBe(true)
  const ids = receiver.received.map(({ headers }) => headers['webhook-id'])
  await first.stop()

  receiver.received.length = 0
  receiver.answer = response => void response.writeHead(204).end()
  const second = await startApp({ dataDir, now: clock.now })
  await send(second, 'new')
  await expect.poll(() => subjects(receiver)).toEqual(['new'])
  clock.passMs(60_000)
  await expect.poll(() => subjects(receiver).toSorted()).toEqual(['new', 'refused 1', 'refused 2'])
  for (const { headers, event } of receiver.received)
    if (event.data['subject'] !== 'new') expect(ids).toContain(headers['webhook-id'])
  await expect
    .poll(async () => (await deliveries(second, id)).map(({ status }) => status))
    .toEqual(Array(5).fill('delivered'))
  await second.stop()
})

test('what was in flight when it stopped counts as not tried', async () => {
  const dataDir = ownFolder()
  const receiver = await openReceiver(() => {})
  const first = await startApp({ dataDir })
  const id = await listen(first, receiver)
  for (const subject of ['1', '2', '3']) await send(first, subject)
  await expect.poll(() => receiver.received.length).toBe(1)
  await first.stop()
  receiver.received.length = 0
  receiver.answer = response => void response.writeHead(204).end()
  const second = await startApp({ dataDir })
  await expect.poll(() => subjects(receiver)).toEqual(['1', '2', '3'])
  await expect
    .poll(() => deliveries(second, id))
    .toMatchObject(Array(3).fill({ status: 'delivered', attempts: 1 }))
  await second.stop()
})

test('mail that was stored just before a crash, and not queued, is announced at the next start', async () => {
  const dataDir = ownFolder()
  const receiver = await openReceiver()
  const first = await startApp({ dataDir })
  const id = await listen(first, receiver)
  await send(first, 'told')
  await expect.poll(() => subjects(receiver)).toEqual(['told'])
  const told = (await injectClient(first).call('getInfo', {})).lastSeq
  const later = Array.from({ length: 450 }, (_, n) => `later ${n}`)
  const mail = { idOrAddress: 'someone@mayfly.test', from: 'shop@example.test', text: 'x' }
  // In turn, for they are announced in their order; and without a connection for each.
  for (const subject of later) await injectClient(first).call('injectMessage', { ...mail, subject })
  await first.stop()
  // The state in which the program dies between the commit of the mail and that of its queue.
  withStore(dataDir, db => {
    db.run(
      'DELETE FROM webhook_deliveries WHERE event = ? AND payload NOT LIKE ?',
      'message.received',
      '%"told"%',
    )
    db.run('UPDATE webhooks SET after_seq = ?', told)
  })
  receiver.received.length = 0
  const second = await startApp({ dataDir })
  await expect.poll(() => subjects(receiver)).toEqual(later)
  await expect
    .poll(
      async () =>
        (await injectClient(second).call('listWebhookDeliveries', { id, status: 'delivered' })).total,
    )
    .toBe(451)
  await second.stop()
})

test('a message that is gone before its turn is passed over', async () => {
  const dataDir = ownFolder()
  const receiver = await openReceiver()
  const first = await startApp({ dataDir })
  await listen(first, receiver)
  for (const subject of ['kept', 'deleted']) await send(first, subject)
  await expect.poll(() => receiver.received.length).toBe(2)
  const [{ id } = { id: '' }] = (await injectClient(first).call('listMessages', { q: 'subject:deleted' }))
    .items
  await injectClient(first).call('deleteMessage', { id })
  await first.stop()
  withStore(dataDir, db => {
    db.exec('DELETE FROM webhook_deliveries')
    db.exec('UPDATE webhooks SET after_seq = 0')
  })
  receiver.received.length = 0
  const second = await startApp({ dataDir })
  await send(second, 'new')
  await expect.poll(() => subjects(receiver)).toEqual(['kept', 'new'])
  await second.stop()
})

test('the log is cut back to its newest 10,000 and to 30 days; what is still to be sent stays', async () => {
  const dataDir = ownFolder()
  const receiver = await openReceiver(response => void response.writeHead(500).end())
  const first = await startApp({ dataDir })
  const id = await listen(first, receiver)
  await send(first, 'pending')
  await expect.poll(() => deliveries(first, id)).toMatchObject([{ status: 'pending', attempts: 1 }])
  await first.stop()
  const day = 24 * 3_600_000
  const insert = (count: number, status: string, createdAt: number) =>
    withStore(dataDir, db =>
      db.run(
        `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
         INSERT INTO webhook_deliveries (id, webhook_id, event, payload, status, created_at)
         SELECT hex(randomblob(16)), ?, 'old', '{}', ?, ? FROM n`,
        count,
        id,
        status,
        createdAt,
      ),
    )
  insert(700, 'failed', Date.now() - 31 * day)
  insert(9_000, 'delivered', Date.now() - 29 * day)
  insert(1_600, 'failed', Date.now() - day)
  const second = await startApp({ dataDir })
  const total = async (status: 'failed' | 'delivered' | 'pending') =>
    (await injectClient(second).call('listWebhookDeliveries', { id, status })).total
  await expect
    .poll(async () => [await total('failed'), await total('delivered'), await total('pending')])
    .toEqual([1_600, 8_400, 1])
  await second.stop()
})
