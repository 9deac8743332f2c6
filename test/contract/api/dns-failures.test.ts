import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Lookup } from '#main/outbound/guarded-request.ts'
import { injectClient, type ApiClient } from '#test/support/api-client.ts'
import { startRemoteService, type RemoteService } from '#test/support/remote-service.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'
import { openReceiver } from '#test/support/webhook-receiver.ts'

/**
 * Name servers that fail while Mayfly runs, and work again. Of domains domains-dns.test.ts tells, of releases release.test.ts,
 * of name servers that never answer the unit tests of `outbound`, which hand a shorter time in.
 */
let fails = false
const lookup: Lookup = (host, _options, done) =>
  void setImmediate(() => {
    if (!fails) return done(null, [{ address: '127.0.0.1', family: 4 }])
    done(Object.assign(new Error(`getaddrinfo EAI_AGAIN ${host}`), { code: 'EAI_AGAIN' }))
  })

/** It stands still: what is to be tried again must not be due because the machine is slow. */
const startedAt = Date.now()

let service: RemoteService
let app: TestApp
let api: ApiClient
beforeAll(async () => {
  ;[service, app] = await Promise.all([startRemoteService(), startApp({ lookup, now: () => startedAt })])
  api = injectClient(app)
})
afterAll(() => Promise.all([service.stop(), app.stop()]))
beforeEach(() => void (fails = false))

test('a webhook: the delivery is kept and says why, and goes out when names are found again', async () => {
  const receiver = await openReceiver()
  const url = `http://hook.test:${receiver.port}/`
  const { id } = await api.call('createWebhook', { url, events: ['message.received'] })
  const deliveries = async () => (await api.call('listWebhookDeliveries', { id })).items
  fails = true
  await sendMail(app.smtpPort, { subject: 'told', text: 'x' })
  await expect.poll(deliveries).toMatchObject([
    {
      status: 'pending',
      attempts: 1,
      lastStatus: null,
      lastError: expect.stringContaining('EAI_AGAIN hook.test') as string,
    },
  ])
  expect(receiver.received).toEqual([])
  fails = false
  const [delivery] = await deliveries()
  await api.call('redeliverWebhookDelivery', { id, deliveryId: delivery!.id })
  await expect.poll(deliveries).toMatchObject([{ status: 'delivered', attempts: 2, lastError: null }])
  expect(receiver.types()).toEqual(['message.received'])
})

test('a remote: calls say why they fail, and work when names are found again', async () => {
  const account = await service.account('mayfly')
  const baseUrl = account.baseUrl!.replace('127.0.0.1', 'localhost')
  await api.call('createRemote', { ...account, baseUrl, name: 'far' })
  const make = () =>
    api
      .call('createMailbox', { remote: 'far', address: 'reader@mayfly.test' })
      .catch((error: unknown) => error)
  fails = true
  expect(await make()).toMatchObject({
    code: 'remote_error',
    message: expect.stringContaining('far: ') as string,
  })
  expect(await api.call('testRemote', { remote: 'far' })).toMatchObject({ ok: false })
  // What is of this computer does not need them.
  expect(await sendMail(app.smtpPort, { subject: 'here', text: 'x' })).toMatch(/^250 /)
  fails = false
  expect(await api.call('testRemote', { remote: 'far' })).toMatchObject({ ok: true, failure: null })
  expect(await make()).toMatchObject({ address: 'reader@mayfly.test', status: 'active' })
})
