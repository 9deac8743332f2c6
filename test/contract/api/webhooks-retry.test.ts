import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { injectClient, type ApiClient } from '#test/support/api-client.ts'
import { emptyWebhooks } from '#test/support/empty-webhooks.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'
import { openReceiver, type Received, type WebhookReceiver } from '#test/support/webhook-receiver.ts'

let app: TestApp
let api: ApiClient
let aheadMs = 0
/** Moves only by hand: what is to be tried again must not be due because the machine is slow. */
const startedAt = Date.now()
beforeAll(async () => {
  app = await startApp({ now: () => startedAt + aheadMs })
  api = injectClient(app)
})
afterAll(() => app.stop())
beforeEach(async () => {
  aheadMs = 0
  await emptyWebhooks(api)
})

const send = (subject: string) => sendMail(app.smtpPort, { subject, text: 'x' })
const listen = ({ url }: WebhookReceiver) => api.call('createWebhook', { url, events: ['message.received'] })
const deliveries = async (id: string) => (await api.call('listWebhookDeliveries', { id })).items

test('a delivery goes out once more with the same id, a new time and a new signature', async () => {
  const receiver = await openReceiver()
  const { id, secret } = await listen(receiver)
  await send('again')
  await expect.poll(() => deliveries(id)).toMatchObject([{ status: 'delivered', attempts: 1 }])
  aheadMs = 2_000
  const [delivery] = await deliveries(id)
  const again = await api.call('redeliverWebhookDelivery', { id, deliveryId: delivery!.id })
  expect(again).toMatchObject({ id: delivery!.id, status: 'pending', attempts: 1, deliveredAt: null })
  await expect.poll(() => receiver.received.length).toBe(2)
  const [first, second] = receiver.received as [Received, Received]
  expect(second.body).toBe(first.body)
  expect(second.headers['webhook-id']).toBe(first.headers['webhook-id'])
  expect(second.headers['webhook-timestamp']).not.toBe(first.headers['webhook-timestamp'])
  expect(second.headers['webhook-signature']).not.toBe(first.headers['webhook-signature'])
  new Webhook(secret).verify(second.body, second.headers as Record<string, string>)
  await expect.poll(() => deliveries(id)).toMatchObject([{ status: 'delivered', attempts: 2 }])
})

test('one that failed is tried again after a wait, and then at once by hand', async () => {
  const receiver = await openReceiver(response => void response.writeHead(500).end('not now'))
  const { id } = await listen(receiver)
  await send('retry')
  await expect
    .poll(() => deliveries(id))
    .toMatchObject([
      { status: 'pending', attempts: 1, lastStatus: 500, lastError: 'The receiver answered 500: not now' },
    ])
  const [waiting] = await deliveries(id)
  const waitMs = Date.parse(waiting!.nextAttemptAt!) - Date.parse(waiting!.createdAt)
  expect(waitMs).toBeGreaterThanOrEqual(5_000)
  expect(receiver.received).toHaveLength(1)
  aheadMs = waitMs + 1_000
  await expect.poll(() => deliveries(id)).toMatchObject([{ status: 'pending', attempts: 2 }])
  receiver.answer = response => void response.writeHead(200).end()
  await api.call('redeliverWebhookDelivery', { id, deliveryId: waiting!.id })
  await expect
    .poll(() => deliveries(id))
    .toMatchObject([{ status: 'delivered', attempts: 3, lastStatus: 200, lastError: null }])
})

test('after eight tries it has failed, and stays in the log', async () => {
  const receiver = await openReceiver(response => void response.writeHead(503).end())
  const { id } = await listen(receiver)
  await send('hopeless')
  for (let tries = 1; tries < 8; tries++) {
    await expect.poll(() => deliveries(id)).toMatchObject([{ status: 'pending', attempts: tries }])
    aheadMs += 24 * 3_600_000
  }
  await expect
    .poll(() => deliveries(id))
    .toMatchObject([{ status: 'failed', attempts: 8, nextAttemptAt: null }])
  expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  expect((await api.call('listWebhookDeliveries', { id, status: 'failed' })).total).toBe(1)
  expect((await api.call('listWebhookDeliveries', { id, status: 'pending' })).total).toBe(0)
})
