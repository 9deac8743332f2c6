import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { injectClient, type ApiClient } from '#test/support/api-client.ts'
import { emptyWebhooks } from '#test/support/empty-webhooks.ts'
import { keyCaller } from '#test/support/key-caller.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { startApp, temporaryFolder, type TestApp } from '#test/support/start-app.ts'
import { withStore } from '#test/support/store-file.ts'
import { openReceiver } from '#test/support/webhook-receiver.ts'

let app: TestApp
let owner: ApiClient
let aheadMs = 0
/** Moves only by hand: what is to be tried again must not be due because the machine is slow. */
const startedAt = Date.now()
beforeAll(async () => {
  app = await startApp({
    now: () => startedAt + aheadMs,
    lookup: (_hostname, _options, done) => done(null, [{ address: '10.1.2.3', family: 4 }]),
  })
  owner = injectClient(app)
})
afterAll(() => app.stop())
beforeEach(async () => {
  aheadMs = 0
  await emptyWebhooks(owner)
})

const events: ['message.received'] = ['message.received']
const send = (subject: string, to = 'a@shop.test') => sendMail(app.smtpPort, { to, subject, text: 'x' })
const deliveries = async (id: string) => (await owner.call('listWebhookDeliveries', { id })).items
const isOn = async (id: string) => (await owner.call('getWebhook', { id })).enabled

/** A receiver whose webhook a key made. */
async function listenWithKey(mailboxDomains = ['*']) {
  const receiver = await openReceiver()
  const key = await keyCaller(app, { accountId: 'local', mailboxDomains })
  const { id } = await key.call('createWebhook', { url: receiver.url, events })
  const subjects = () => receiver.received.map(({ event }) => event.data['subject'])
  return { receiver, key, id, subjects }
}

describe('a webhook ends with the key that made it', () => {
  test.each([
    ['was revoked.', (id: string) => owner.call('revokeKey', { id })],
    ['was deleted.', (id: string) => owner.call('deleteKey', { id })],
    [
      'may no longer use all domains that it hears of.',
      (id: string) => owner.call('updateKey', { id, mailboxDomains: ['shop.test'] }),
    ],
  ])('when it %s', async (words, endKey) => {
    const { receiver, key, id, subjects } = await listenWithKey(['shop.test', 'store.test'])
    receiver.answer = response => void response.writeHead(500).end('oops')
    await send('waits')
    await expect.poll(() => deliveries(id)).toMatchObject([{ status: 'pending', attempts: 1 }])
    await endKey(key.id)
    const lastError = `The key with which the url of this webhook was set ${words}`
    await expect
      .poll(() => deliveries(id))
      .toMatchObject([{ status: 'failed', nextAttemptAt: null, lastStatus: 500, lastError }])
    await send('unheard')
    const other = await openReceiver()
    await owner.call('createWebhook', { url: other.url, events })
    await send('later')
    await expect.poll(() => other.received.length).toBe(1)
    expect([subjects(), await isOn(id), (await deliveries(id)).length]).toEqual([['waits'], false, 1])
  })

  test('when it expires', async () => {
    const { key, id, subjects } = await listenWithKey()
    const expiresAt = new Date(startedAt + 60_000).toISOString()
    await owner.call('updateKey', { id: key.id, expiresAt })
    await send('before')
    await expect.poll(subjects).toEqual(['before'])
    aheadMs = 60_001
    await send('after')
    await expect.poll(() => isOn(id)).toBe(false)
    const lastError = 'The key with which the url of this webhook was set has expired.'
    await expect
      .poll(() => deliveries(id))
      .toMatchObject([{ status: 'failed', attempts: 0, lastError }, { status: 'delivered' }])
    expect(subjects()).toEqual(['before'])
  })

  test('also when the program ended before it did', async () => {
    const folder = temporaryFolder()
    onTestFinished(() => folder.remove())
    const first = await startApp({ dataDir: folder.path })
    const receiver = await openReceiver(response => void response.writeHead(500).end())
    const key = await keyCaller(first, { accountId: 'local' })
    const { id } = await key.call('createWebhook', { url: receiver.url, events })
    await key.call('testWebhook', { id })
    await expect.poll(() => receiver.received.length).toBe(1)
    await first.stop()
    withStore(folder.path, db => db.run('DELETE FROM keys'))
    const second = await startApp({ dataDir: folder.path })
    onTestFinished(() => second.stop())
    const log = async () => (await injectClient(second).call('listWebhookDeliveries', { id })).items
    await expect
      .poll(log)
      .toMatchObject([{ status: 'failed', lastError: expect.stringMatching(/key .* was deleted/) as string }])
    expect((await injectClient(second).call('getWebhook', { id })).enabled).toBe(false)
  })

  test('it may be taken over by setting its url, and not just be switched on again', async () => {
    const { receiver, key, id, subjects } = await listenWithKey()
    await owner.call('revokeKey', { id: key.id })
    await expect.poll(() => isOn(id)).toBe(false)
    await expect(owner.call('updateWebhook', { id, enabled: true })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/was revoked\. Set its url again to go on with it\.$/) as string,
    })
    await owner.call('updateWebhook', { id, enabled: true, url: receiver.url })
    await send('on again')
    await expect.poll(subjects).toEqual(['on again'])
  })
})

test('who sets the url of a webhook answers for it from then on', async () => {
  const { key, id, receiver } = await listenWithKey()
  const other = await keyCaller(app, { accountId: 'local' })
  await other.call('updateWebhook', { id, url: receiver.url })
  await owner.call('deleteKey', { id: key.id })
  await key.call('testWebhook', { id })
  await expect.poll(() => receiver.types()).toEqual(['webhook.test'])
  await owner.call('deleteKey', { id: other.id })
  await expect.poll(() => isOn(id)).toBe(false)
})

test('a key that is regenerated, renamed, widened or given more time keeps its webhooks', async () => {
  const { key, id, subjects } = await listenWithKey(['shop.test'])
  await owner.call('regenerateKey', { id: key.id })
  await owner.call('updateKey', { id: key.id, name: 'new', mailboxDomains: ['*'] })
  await owner.call('updateKey', { id: key.id, expiresAt: new Date(startedAt + 60_000).toISOString() })
  await send('kept')
  await expect.poll(subjects).toEqual(['kept'])
  expect(await isOn(id)).toBe(true)
})

test('what a receiver said, and where it is, is for the owner alone to see', async () => {
  const { receiver, key, id } = await listenWithKey()
  receiver.answer = response => void response.writeHead(500).end('a secret of a local service')
  await key.call('testWebhook', { id })
  const { id: named } = await key.call('createWebhook', { url: 'http://intern.test/', events })
  await key.call('testWebhook', { id: named })
  const seenBy = (caller: Pick<ApiClient, 'call'>) => async () => {
    const lists = [id, named].map(one => caller.call('listWebhookDeliveries', { id: one }))
    return (await Promise.all(lists)).map(({ items }) => [items[0]!.lastStatus, items[0]!.lastError])
  }
  await expect.poll(seenBy(owner)).toEqual([
    [500, 'The receiver answered 500: a secret of a local service'],
    [null, 'intern.test cannot be called: 10.1.2.3 is a private address, where no request may go.'],
  ])
  const noAnswer = 'There was no answer: the receiver cannot be reached, or takes longer than 15 seconds.'
  expect(await seenBy(key)()).toEqual([
    [500, 'The receiver answered 500'],
    [null, noAnswer],
  ])
})
