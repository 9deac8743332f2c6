import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { httpClient, injectClient, ipcClient, type ApiClient } from '#test/support/api-client.ts'
import { emptyWebhooks } from '#test/support/empty-webhooks.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

const url = 'https://app.example/hooks'
const whsec = (bytes: number) => `whsec_${Buffer.alloc(bytes, 7).toString('base64')}`

describe.each([httpClient, injectClient, ipcClient].map(create => [create.name, create] as const))(
  'webhooks over %s',
  (_name, create) => {
    let api: ApiClient
    beforeEach(async () => {
      api = create(app)
      await emptyWebhooks(api)
    })

    test('one is made with a secret that is shown this once', async () => {
      const { secret, ...made } = await api.call('createWebhook', { url, events: ['message.received'] })
      expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
      expect(made).toEqual({
        id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/) as string,
        accountId: 'local',
        url,
        events: ['message.received'],
        mailbox: null,
        mailboxDomains: null,
        enabled: true,
        secretLastFour: secret.slice(-5, -1),
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
      })
      expect(await api.call('getWebhook', { id: made.id })).toEqual(made)
      expect((await api.call('listWebhooks', {})).items).toEqual([made])
      const other = await api.call('createWebhook', { url, events: ['*'] })
      expect(other.secret).not.toBe(secret)
    })

    test.each([24, 25, 26, 32, 64])('a secret of %i bytes may be brought along', async bytes => {
      const secret = whsec(bytes)
      expect((await api.call('createWebhook', { url, events: ['*'], secret })).secret).toBe(secret)
    })

    test.each([
      whsec(23),
      whsec(65),
      whsec(32).slice(6),
      'whsec_',
      `whsec_${'a'.repeat(33)}`,
      `${whsec(32)}=`,
      whsec(32).slice(0, -1),
      `whsec_${'-'.repeat(40)}`,
      `whsk_${whsec(32).slice(6)}`,
    ])('a secret that Standard Webhooks does not allow is refused: %s', async secret => {
      await expect(api.call('createWebhook', { url, events: ['*'], secret })).rejects.toMatchObject({
        code: 'bad_request',
        details: [{ field: 'secret', message: 'must be whsec_ and the base64 of 24 to 64 bytes' }],
      })
    })

    test.each([
      ['ftp://app.example/', /http or https/],
      ['file:///etc/passwd', /http or https/],
      ['javascript:alert(1)', /http or https/],
      ['/hooks', /http or https/],
      ['', /http or https/],
      ['http://user@app.example/', /without user name/],
      ['http://user:pass@app.example/', /without user name/],
      ['http://app.example/\r\nX: y', /http or https/],
      [`http://app.example/${'x'.repeat(2048)}`, /2048/],
      ['http://10.0.0.1/', /10\.0\.0\.1 is a private address/],
      ['http://192.168.1.1:8080/x', /private address/],
      ['http://169.254.169.254/latest/meta-data', /link-local/],
      ['http://0.0.0.0/', /no address to connect to/],
      ['http://0/', /no address to connect to/],
      ['http://[fe80::1]/', /link-local/],
      ['http://[fd00::1]/', /private/],
      ['http://[::ffff:10.0.0.1]/', /private/],
      ['http://167772161/', /10\.0\.0\.1 is a private address/],
    ])('the url %s is refused, at once and on a change', async (refused, words) => {
      const refusal = {
        code: 'bad_request',
        message: expect.stringMatching(words) as string,
        details: [{ field: 'url' }],
      }
      await expect(api.call('createWebhook', { url: refused, events: ['*'] })).rejects.toMatchObject(refusal)
      const { id } = await api.call('createWebhook', { url, events: ['*'] })
      await expect(api.call('updateWebhook', { id, url: refused })).rejects.toMatchObject(refusal)
      expect((await api.call('getWebhook', { id })).url).toBe(url)
    })

    test('addresses of the own network are for the owner to allow; this machine needs no leave', async () => {
      await api.call('createWebhook', { url: 'http://127.0.0.1:9/', events: ['*'] })
      await api.call('createWebhook', { url: 'http://[::1]:9/', events: ['*'] })
      await api.call('updateSettings', { 'webhooks.allowPrivateAddresses': true })
      for (const allowed of ['http://10.0.0.1/', 'http://[fd00::1]/'])
        expect((await api.call('createWebhook', { url: allowed, events: ['*'] })).url).toBe(allowed)
      const never = api.call('createWebhook', { url: 'http://0.0.0.0/', events: ['*'] })
      await expect(never).rejects.toMatchObject({ code: 'bad_request' })
      await api.call('updateSettings', { 'webhooks.allowPrivateAddresses': false })
    })

    test.each([[[]], [['message.read']], [['message.received', '']], [Array(21).fill('*')]])(
      'events %j are refused',
      async events => {
        await expect(api.call('createWebhook', { url, events: events as [] })).rejects.toMatchObject({
          code: 'bad_request',
        })
      },
    )

    test('one may hear of a single mailbox, named by id or address, that is there', async () => {
      const mailbox = await api.call('createMailbox', { address: 'only@mayfly.test' })
      for (const name of [mailbox.id, 'ONLY@mayfly.test']) {
        const made = await api.call('createWebhook', { url, events: ['*'], mailbox: name })
        expect(made.mailbox).toBe(mailbox.id)
      }
      const missing = api.call('createWebhook', { url, events: ['*'], mailbox: 'nobody@mayfly.test' })
      await expect(missing).rejects.toMatchObject({ code: 'not_found' })
    })

    test('a change changes what it names', async () => {
      const mailbox = await api.call('createMailbox', { address: 'only@mayfly.test' })
      const { secret: _, ...made } = await api.call('createWebhook', { url, events: ['*'] })
      const { id } = made
      expect(await api.call('updateWebhook', { id })).toEqual(made)
      expect(await api.call('updateWebhook', { id, enabled: false })).toEqual({ ...made, enabled: false })
      const moved = { url: 'http://other.example/', mailbox: mailbox.id, enabled: true }
      const changed = { ...made, ...moved, events: ['mailbox.created'] }
      expect(await api.call('updateWebhook', { id, ...moved, events: ['mailbox.created'] })).toEqual(changed)
      expect(await api.call('updateWebhook', { id, mailbox: null })).toEqual({ ...changed, mailbox: null })
      expect(await api.call('getWebhook', { id })).toEqual({ ...changed, mailbox: null })
    })

    test('a deleted one is gone, as one that never was', async () => {
      const { id } = await api.call('createWebhook', { url, events: ['*'] })
      await api.call('deleteWebhook', { id })
      for (const call of [
        () => api.call('getWebhook', { id }),
        () => api.call('updateWebhook', { id, enabled: true }),
        () => api.call('deleteWebhook', { id }),
        () => api.call('listWebhookDeliveries', { id }),
        () => api.call('testWebhook', { id }),
        () => api.call('redeliverWebhookDelivery', { id, deliveryId: 'x' }),
      ])
        await expect(call()).rejects.toMatchObject({
          code: 'not_found',
          message: `There is no webhook ${id}.`,
        })
    })

    test('lists by page, newest first', async () => {
      const ids: string[] = []
      for (let n = 0; n < 3; n++) ids.unshift((await api.call('createWebhook', { url, events: ['*'] })).id)
      const first = await api.call('listWebhooks', { limit: 2 })
      const second = await api.call('listWebhooks', { limit: 2, cursor: first.nextCursor! })
      expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids)
      expect([first.total, second.nextCursor]).toEqual([3, null])
    })

    test('a webhook that is switched off takes neither tests nor redeliveries', async () => {
      const { id } = await api.call('createWebhook', { url: 'http://127.0.0.1:9/', events: ['*'] })
      const { id: deliveryId } = await api.call('testWebhook', { id })
      await api.call('updateWebhook', { id, enabled: false })
      for (const call of [
        () => api.call('testWebhook', { id }),
        () => api.call('redeliverWebhookDelivery', { id, deliveryId }),
      ])
        await expect(call()).rejects.toMatchObject({ code: 'conflict' })
      const { items } = await api.call('listWebhookDeliveries', { id, status: 'failed' })
      expect(items).toMatchObject([{ id: deliveryId, nextAttemptAt: null }])
    })

    test('only its own deliveries can be sent again', async () => {
      const one = await api.call('createWebhook', { url: 'http://127.0.0.1:9/', events: ['*'] })
      const two = await api.call('createWebhook', { url: 'http://127.0.0.1:9/', events: ['*'] })
      const { id: deliveryId } = await api.call('testWebhook', { id: one.id })
      const foreign = api.call('redeliverWebhookDelivery', { id: two.id, deliveryId })
      await expect(foreign).rejects.toMatchObject({ code: 'not_found' })
    })
  },
)
