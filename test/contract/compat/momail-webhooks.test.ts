import { createHmac } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { injectClient } from '#test/support/api-client.ts'
import { startCompat } from '#test/support/compat.ts'
import { shapeOf } from '#test/support/shape-of.ts'
import type { TestApp } from '#test/support/start-app.ts'
import { openReceiver } from '#test/support/webhook-receiver.ts'
import { currentExamples } from './momail-current-examples.ts'
import { errorOf, newMoMail } from './momail-client.ts'
import { oldExamples } from './momail-old-examples.ts'

let app: TestApp
beforeAll(async () => {
  ;({ app } = await startCompat())
})
afterAll(() => app.stop())

type Data = { data: { id: string; webhook_id: string; secret: string } }

test('the examples of the older generation: create, list, get, put, delete', async () => {
  const { old } = await newMoMail(app)
  const created = await old('POST', '/webhooks', { body: oldExamples.createWebhook })
  expect([created.status, shapeOf(created.body)]).toEqual([201, shapeOf(oldExamples.webhookCreated)])
  expect(created.body).toMatchObject({ data: { ...oldExamples.createWebhook, secret: 'whsec_****' } })
  const { id } = (created.body as Data).data
  const listed = await old('GET', '/webhooks')
  expect([listed.status, shapeOf(listed.body)]).toEqual([200, shapeOf(oldExamples.webhooks)])

  const got = await old('GET', `/webhooks/${id}`)
  const untold = { ...oldExamples.webhook, data: { ...oldExamples.webhook.data, lastDelivered: null } }
  expect([got.status, shapeOf(got.body)]).toEqual([200, shapeOf(untold)])
  const put = await old('PUT', `/webhooks/${id}`, { body: oldExamples.putWebhook })
  expect([put.status, put.body]).toEqual([
    200,
    { success: true, data: { ...oldExamples.webhookPut.data, id } },
  ])
  expect((await old('PUT', `/webhooks/${id}`, { body: { events: ['email.received'] } })).status).toBe(422)
  expect((await old('DELETE', `/webhooks/${id}`)).body).toEqual({
    success: true,
    data: { id, deleted: true },
  })
  expect(errorOf(await old('GET', `/webhooks/${id}`))).toEqual({
    code: 'NOT_FOUND',
    message: 'Webhook not found',
  })
})

test('the examples of the current generation: create, list, get, patch, delete', async () => {
  const { current } = await newMoMail(app)
  const created = await current('POST', '/webhooks', { body: currentExamples.createWebhook })
  expect([created.status, shapeOf(created.body)]).toEqual([201, shapeOf(currentExamples.webhookCreated)])
  expect(created.body).toMatchObject({ data: { secret: 'your_webhook_secret' } })
  const id = (created.body as Data).data.webhook_id
  const listed = await current('GET', '/webhooks')
  expect([listed.status, shapeOf(listed.body)]).toEqual([200, shapeOf(currentExamples.webhooks)])
  const got = await current('GET', `/webhooks/${id}`)
  expect([got.status, shapeOf(got.body)]).toEqual([200, shapeOf(currentExamples.webhook)])

  const patch = async (body: object) => (await current('PATCH', `/webhooks/${id}`, { body })).body
  expect(await patch({ active: false })).toMatchObject({
    data: { active: false, events: ['email.received', 'email.processed'] },
  })
  const rotated = await patch({ active: true, events: ['usage.warning'], secret: 'another' })
  expect(rotated).toMatchObject({ data: { active: true, events: ['usage.warning'], secret: 'another' } })
  expect((await current('DELETE', `/webhooks/${id}`)).body).toMatchObject({ data: { webhook_id: id } })
  expect((await current('GET', '/webhooks')).body).toEqual({ success: true, data: [] })
})

describe('what is sent', () => {
  test('each event in MoMail’s words, signed with the secret, and the counts of it', async () => {
    const { old, mailbox, receive } = await newMoMail(app)
    const receiver = await openReceiver()
    const body = { url: receiver.url, events: ['email.received', 'email.processed'], secret: 'a secret' }
    const { id } = ((await old('POST', '/webhooks', { body })).body as Data).data
    const { mailbox_id, email_address } = await mailbox('is.told')
    const message = await receive(mailbox_id, 'News', 'Something new')
    await expect.poll(() => receiver.received).toHaveLength(2)
    expect(receiver.received.map(one => JSON.parse(one.body) as unknown)).toEqual(
      ['email.received', 'email.processed'].map(event => ({
        event,
        timestamp: message.receivedAt,
        data: {
          email_id: message.id,
          mailbox_id,
          email_address,
          subject: 'News',
          from: 'sarah@company.com',
          to: [email_address],
          date: message.receivedAt,
          snippet: 'Something new',
          has_attachments: false,
        },
      })),
    )
    const [{ headers, body: sent }] = receiver.received as [(typeof receiver.received)[0]]
    const signed = `${headers['webhook-id'] as string}.${headers['webhook-timestamp'] as string}.${sent}`
    const mac = createHmac('sha256', 'a secret').update(signed).digest('base64')
    expect(headers['webhook-signature']).toBe(`v1,${mac}`)
    await expect
      .poll(async () => (await old('GET', `/webhooks/${id}`)).body)
      .toMatchObject({
        data: { deliveryStats: { success: 2, failure: 0 }, lastDelivered: expect.any(String) as string },
      })
  })

  test('only the events that were asked for, with a secret that was made here or changed later', async () => {
    const { old, current, mailbox, receive } = await newMoMail(app)
    const receiver = await openReceiver()
    const body = { url: receiver.url, events: ['email.processed'] }
    const { id, secret } = ((await old('POST', '/webhooks', { body })).body as Data).data
    expect(secret).toMatch(/^whsec_.{40,}/)
    const { mailbox_id } = await mailbox('is.told.too')
    await receive(mailbox_id, 'one')
    await expect.poll(() => receiver.received).toHaveLength(1)
    const [first] = receiver.received
    expect(JSON.parse(first!.body)).toMatchObject({ event: 'email.processed', data: { subject: 'one' } })
    const signature = (headers: NonNullable<typeof first>['headers'], text: string) => {
      const signed = `${headers['webhook-id'] as string}.${headers['webhook-timestamp'] as string}.${text}`
      return (key: Buffer) => `v1,${createHmac('sha256', key).update(signed).digest('base64')}`
    }
    const made = Buffer.from(secret.slice('whsec_'.length), 'base64')
    expect(first!.headers['webhook-signature']).toBe(signature(first!.headers, first!.body)(made))
    expect(() => new Webhook(secret)).not.toThrow()

    const long = 'a secret that is much longer than the block of the hash that it is to be the key of'
    await current('PATCH', `/webhooks/${id}`, { body: { secret: long } })
    await receive(mailbox_id, 'two')
    await expect.poll(() => receiver.received).toHaveLength(2)
    const second = receiver.received[1]!
    expect(second.headers['webhook-signature']).toBe(
      signature(second.headers, second.body)(Buffer.from(long)),
    )
  })
})

test.each([
  {},
  { url: 'https://a.test' },
  { url: 'https://a.test', events: [] },
  { url: 'https://a.test', events: ['message.received'] },
  { url: 'https://a.test', events: ['*'] },
  { url: 'http://a.test', events: ['email.received'] },
  { url: 'http://10.0.0.1', events: ['email.received'] },
  { url: 'https://10.0.0.1', events: ['email.received'] },
  { url: 'ftp://localhost', events: ['email.received'] },
  { url: 'localhost', events: ['email.received'] },
  { url: 'https://a.test', events: ['email.received'], secret: '' },
])('%j makes no webhook', async body => {
  const { old, current } = await newMoMail(app)
  for (const answer of [
    await old('POST', '/webhooks', { body }),
    await current('POST', '/webhooks', { body }),
  ])
    expect([answer.status, errorOf(answer).code]).toEqual([422, 'VALIDATION_ERROR'])
})

test('those of other accounts, and native ones, are not there', async () => {
  const [own, other] = [await newMoMail(app), await newMoMail(app)]
  const native = await injectClient(app).call('createWebhook', {
    url: 'https://a.test/',
    events: ['message.received'],
    accountId: own.accountId,
  })
  const made = await other.current('POST', '/webhooks', { body: currentExamples.createWebhook })
  const { webhook_id } = (made.body as Data).data
  expect((await own.current('GET', '/webhooks')).body).toEqual({ success: true, data: [] })
  for (const id of [native.id, webhook_id, 'wh_abc123']) {
    for (const method of ['GET', 'DELETE'])
      expect((await own.current(method, `/webhooks/${id}`)).status, `${method} ${id}`).toBe(404)
    expect((await own.current('PATCH', `/webhooks/${id}`, { body: {} })).status).toBe(404)
    expect((await own.old('PUT', `/webhooks/${id}`, { body: oldExamples.putWebhook })).status).toBe(404)
  }
})
