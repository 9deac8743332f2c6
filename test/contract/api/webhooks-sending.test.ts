import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { webhookEvents } from '#shared/api/webhooks.ts'
import { injectClient, type ApiClient } from '#test/support/api-client.ts'
import { emptyWebhooks } from '#test/support/empty-webhooks.ts'
import { sendMail, storedId } from '#test/support/send-mail.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'
import { openReceiver, type Received, type WebhookReceiver } from '#test/support/webhook-receiver.ts'

let app: TestApp
let api: ApiClient
let aheadMs = 0
beforeAll(async () => {
  app = await startApp({ now: () => Date.now() + aheadMs })
  api = injectClient(app)
})
afterAll(() => app.stop())
beforeEach(async () => {
  aheadMs = 0
  await emptyWebhooks(api)
})

const send = async (subject: string, to = 'a@mayfly.test') =>
  storedId(await sendMail(app.smtpPort, { to, subject, text: 'x' }))
const listen = (receiver: WebhookReceiver, events: string[] = ['*'], more = {}) =>
  api.call('createWebhook', { url: receiver.url, events: events as ['*'], ...more })
const deliveries = async (id: string) => (await api.call('listWebhookDeliveries', { id })).items
const subjects = (receiver: WebhookReceiver) => receiver.received.map(({ event }) => event.data['subject'])

describe('what is sent', () => {
  test('a message comes with its summary, as the API shows it', async () => {
    const receiver = await openReceiver()
    const { id: webhookId } = await listen(receiver, ['message.received'])
    const id = await send('hello')
    await expect.poll(() => receiver.received.length).toBe(1)
    const { items } = await api.call('listMessages', {})
    const [{ method, url, headers, event }] = receiver.received as [Received]
    expect([method, url]).toEqual(['POST', '/hook'])
    expect(event).toEqual({ type: 'message.received', timestamp: items[0]!.receivedAt, data: items[0] })
    expect(event.data).toMatchObject({ id, subject: 'hello' })
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'user-agent': 'Mayfly/0.0.0-test' })
    await expect
      .poll(() => deliveries(webhookId))
      .toEqual([
        {
          id: headers['webhook-id'],
          webhookId,
          event: 'message.received',
          status: 'delivered',
          attempts: 1,
          nextAttemptAt: null,
          lastStatus: 204,
          lastError: null,
          createdAt: expect.any(String) as string,
          deliveredAt: expect.any(String) as string,
        },
      ])
  })

  test.each([undefined, 24, 64])('its signature is good for others who know the secret (%s)', async bytes => {
    const receiver = await openReceiver()
    const own = bytes && `whsec_${Buffer.alloc(bytes, 251).toString('base64')}`
    const { secret } = await listen(receiver, ['message.received'], { secret: own })
    await send('Größe 👋 \u2028')
    await expect.poll(() => receiver.received.length).toBe(1)
    const [{ body, headers, event }] = receiver.received as [Received]
    const signed = headers as Record<string, string>
    expect(new Webhook(secret).verify(body, signed)).toEqual(event)
    const other = new Webhook(`whsec_${Buffer.alloc(32).toString('base64')}`)
    expect(() => other.verify(body, signed)).toThrow('No matching signature')
    expect(() => new Webhook(secret).verify(`${body} `, signed)).toThrow('No matching signature')
    const foreign = { ...signed, 'webhook-id': 'x' }
    expect(() => new Webhook(secret).verify(body, foreign)).toThrow('No matching signature')
  })

  test('changes name what changed', async () => {
    const receiver = await openReceiver()
    await listen(receiver, ['message.updated', 'message.deleted', 'mailbox.created', 'mailbox.deleted'])
    const id = await send('1')
    await expect.poll(() => receiver.types()).toEqual(['mailbox.created'])
    const mailbox = await api.call('getMailbox', { idOrAddress: 'a@mayfly.test' })
    const place = { mailboxId: mailbox.id, accountId: 'local', domain: 'mayfly.test' }
    await api.call('updateMessage', { id, unread: false })
    await expect.poll(() => receiver.types()).toHaveLength(2)
    await api.call('deleteMessage', { id })
    await expect.poll(() => receiver.types()).toHaveLength(3)
    await api.call('deleteMailbox', { idOrAddress: mailbox.id })
    await expect.poll(() => receiver.types()).toHaveLength(4)
    const [created, updated, deleted, gone] = receiver.received.map(({ event }) => event)
    expect(created).toMatchObject({
      type: 'mailbox.created',
      data: { ...place, mailbox: { id: mailbox.id, address: 'a@mayfly.test' } },
    })
    const messages = [{ id, mailboxId: mailbox.id }]
    expect(updated).toMatchObject({ type: 'message.updated', data: { messages } })
    expect(deleted).toMatchObject({ type: 'message.deleted', data: { messages } })
    expect(gone).toMatchObject({ type: 'mailbox.deleted', data: { ...place, mailbox: null } })
  })

  test('the life of a mailbox is told step by step, with the mailbox as it then is', async () => {
    const receiver = await openReceiver()
    await listen(receiver)
    const { id } = await api.call('createMailbox', { address: 'life@mayfly.test', expiresIn: 60 })
    const told = (count: number) => expect.poll(() => receiver.received.length).toBe(count)
    await told(1)
    await api.call('updateMailbox', { idOrAddress: id, tag: 'new' })
    await told(2)
    await api.call('archiveMailbox', { idOrAddress: id })
    await told(3)
    await api.call('restoreMailbox', { idOrAddress: id, expiresIn: 1 })
    await told(4)
    aheadMs = 120_000
    await told(5)
    expect(receiver.types()).toEqual([
      'mailbox.created',
      'mailbox.updated',
      'mailbox.archived',
      'mailbox.restored',
      'mailbox.expired',
    ])
    const shown = receiver.received.map(({ event }) => event.data['mailbox'])
    expect(shown).toMatchObject([
      { tag: null, status: 'active' },
      { tag: 'new' },
      { status: 'archived' },
      { status: 'active' },
      { status: 'expired' },
    ])
  })

  test('only what a webhook asked for, and only of its mailbox', async () => {
    const all = await openReceiver()
    const some = await openReceiver()
    const one = await openReceiver()
    const mailbox = await api.call('createMailbox', { address: 'one@mayfly.test' })
    await listen(all, ['*'])
    await listen(
      some,
      webhookEvents.filter(type => type.startsWith('mailbox.')),
    )
    await listen(one, ['message.received', 'message.deleted'], { mailbox: mailbox.id })
    await send('other', 'other@mayfly.test')
    const id = await send('mine', 'ONE@mayfly.test')
    await expect.poll(() => subjects(one)).toEqual(['mine'])
    const other = (await api.call('listMessages', { q: 'other' })).items[0]!
    await api.call('deleteMessages', { ids: [id, other.id] })
    await expect.poll(() => one.received.length).toBe(2)
    await expect
      .poll(() => all.types().toSorted())
      .toEqual(['mailbox.created', 'message.deleted', 'message.received', 'message.received'])
    expect(some.types()).toEqual(['mailbox.created'])
    expect(one.received[1]!.event.data).toEqual({ messages: [{ id, mailboxId: mailbox.id }] })
  })

  test('a mail to several mailboxes is several messages; a great deletion comes in parts', async () => {
    const receiver = await openReceiver()
    await listen(receiver, ['message.received', 'message.deleted'])
    const to = Array.from({ length: 45 }, (_, n) => `to${n}@mayfly.test`)
    for (let n = 0; n < 5; n++) await sendMail(app.smtpPort, { to, subject: `${n}`, text: 'x' })
    await expect.poll(() => receiver.received.length).toBe(225)
    await api.call('deleteMessages', {})
    const named = () =>
      receiver.received.flatMap(({ event }) =>
        event.type === 'message.deleted' ? [(event.data['messages'] as object[]).length] : [],
      )
    await expect.poll(named).toEqual([200, 25])
  })

  test('a test says that it is one', async () => {
    const receiver = await openReceiver()
    const { id, secret } = await listen(receiver, ['mailbox.deleted'])
    const made = await api.call('testWebhook', { id })
    expect(made).toMatchObject({ webhookId: id, event: 'webhook.test', status: 'pending', attempts: 0 })
    await expect.poll(() => receiver.received.length).toBe(1)
    const [{ body, headers, event }] = receiver.received as [Received]
    expect(headers['webhook-id']).toBe(made.id)
    expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toEqual(event)
    expect(event).toMatchObject({ type: 'webhook.test', data: { webhookId: id } })
  })
})

describe('what is told, and what not', () => {
  test('what came before a webhook was made, or before it asked for it, is not', async () => {
    const receiver = await openReceiver()
    await send('before')
    const { id } = await listen(receiver, ['message.deleted'])
    await send('unasked')
    await api.call('updateWebhook', { id, events: ['message.received'] })
    await send('asked')
    await expect.poll(() => subjects(receiver)).toEqual(['asked'])
  })

  test('what comes while it is switched off is not, and it goes on when switched on', async () => {
    const receiver = await openReceiver()
    const { id } = await listen(receiver, ['message.received'])
    await api.call('updateWebhook', { id, enabled: false })
    await send('off')
    await api.call('updateWebhook', { id, enabled: true })
    await send('on')
    await expect.poll(() => subjects(receiver)).toEqual(['on'])
  })

  test('nothing is written without a webhook that wants it', async () => {
    const receiver = await openReceiver()
    const { id } = await listen(receiver, ['mailbox.archived'])
    await send('x')
    await api.call('testWebhook', { id })
    await expect.poll(() => receiver.types()).toEqual(['webhook.test'])
    expect(await deliveries(id)).toHaveLength(1)
  })
})
