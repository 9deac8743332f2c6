import { createServer, type AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { injectClient, type ApiClient } from '#test/support/api-client.ts'
import { emptyWebhooks } from '#test/support/empty-webhooks.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { openGreeted } from '#test/support/smtp-session.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'
import { openReceiver } from '#test/support/webhook-receiver.ts'

let app: TestApp
let api: ApiClient
let aheadMs = 0
/** Moves only by hand: what is to be tried again must not be due because the machine is slow. */
const startedAt = Date.now()
const names: Record<string, string> = {}
beforeAll(async () => {
  app = await startApp({
    now: () => startedAt + aheadMs,
    lookup: (hostname, _options, done) =>
      names[hostname] === undefined
        ? done(new Error(`getaddrinfo ENOTFOUND ${hostname}`), [])
        : done(null, [{ address: names[hostname], family: 4 }]),
  })
  api = injectClient(app)
})
afterAll(() => app.stop())
beforeEach(async () => {
  aheadMs = 0
  await emptyWebhooks(api)
})

const listen = async (url: string, events = ['message.received']) =>
  (await api.call('createWebhook', { url, events: events as ['*'] })).id
const deliveries = async (id: string) => (await api.call('listWebhookDeliveries', { id })).items
const send = (subject: string) => sendMail(app.smtpPort, { subject, text: 'x' })
const hang = (): void => {}

/** Sends so many mails on one connection; resolves with the replies to DATA. */
async function burst(count: number): Promise<string[]> {
  const session = await openGreeted(app.smtpPort)
  const mail =
    'MAIL FROM:<a@shop.test>\r\nRCPT TO:<burst@mayfly.test>\r\nDATA\r\nSubject: b\r\n\r\nx\r\n.\r\n'
  const replies: string[] = []
  for (let sent = 0; sent < count; sent += 100) {
    session.write(mail.repeat(Math.min(100, count - sent)))
    for (let n = 0; n < Math.min(100, count - sent) * 4; n++) replies.push(await session.reply())
  }
  await session.quit()
  return replies.filter((_, index) => index % 4 === 3)
}

test('3,000 mails while five receivers hang: all are taken, and a sixth receiver gets every one', async () => {
  const hanging = await Promise.all(Array.from({ length: 5 }, () => openReceiver(hang)))
  for (const { url } of hanging) await listen(url)
  const good = await openReceiver()
  await listen(good.url)
  const replies = await burst(3_000)
  expect(replies).toHaveLength(3_000)
  expect(replies.filter(reply => !reply.startsWith('250'))).toEqual([])
  expect((await api.call('listMessages', {})).total).toBe(3_000)
  const seqs = () => new Set(good.received.map(({ event }) => event.data['seq']))
  await expect.poll(() => seqs().size, { timeout: 120_000 }).toBe(3_000)
  for (const { received } of hanging) expect(received.length).toBeGreaterThan(0)
  const ordered = good.received.map(({ event }) => Number(event.data['seq']))
  expect(ordered).toEqual(ordered.toSorted((one, other) => one - other))
}, 240_000)

describe('what a receiver may do', () => {
  test('drop the connection, or not be there: tried again', async () => {
    const dropping = await openReceiver(response => void response.destroy())
    const gone = createServer()
    await new Promise<void>(resolve => gone.listen(0, '127.0.0.1', resolve))
    const { port } = gone.address() as AddressInfo
    await new Promise(resolve => gone.close(resolve))
    const ids = [await listen(dropping.url), await listen(`http://127.0.0.1:${port}/`)]
    await send('x')
    for (const [index, lastError] of ['socket hang up', `connect ECONNREFUSED 127.0.0.1:${port}`].entries())
      await expect
        .poll(() => deliveries(ids[index]!))
        .toMatchObject([{ status: 'pending', attempts: 1, lastStatus: null, lastError }])
    dropping.answer = response => void response.writeHead(200).end()
    aheadMs = 10_000
    await expect.poll(() => deliveries(ids[0]!)).toMatchObject([{ status: 'delivered', attempts: 2 }])
  })

  test('say 410: it is switched off, with all that was still to come', async () => {
    const receiver = await openReceiver(response => void response.writeHead(500).end())
    const id = await listen(receiver.url)
    await send('waits')
    await expect.poll(() => deliveries(id)).toMatchObject([{ attempts: 1 }])
    receiver.answer = response => void response.writeHead(410).end()
    await send('gone')
    await expect.poll(async () => (await api.call('getWebhook', { id })).enabled).toBe(false)
    await send('unheard')
    aheadMs = 60_000
    expect(await deliveries(id)).toMatchObject([
      { status: 'failed', lastStatus: 410, lastError: expect.stringMatching(/410 Gone/) as string },
      { status: 'failed', lastStatus: 500, nextAttemptAt: null },
    ])
    await api.call('updateWebhook', { id, enabled: true })
    receiver.answer = response => void response.writeHead(200).end()
    await send('on again')
    await expect
      .poll(() => receiver.received.map(({ event }) => event.data['subject']))
      .toEqual(['waits', 'gone', 'on again'])
  })

  test('send elsewhere: not followed, neither to the own network nor to where it stands', async () => {
    const target = await openReceiver()
    for (const location of ['http://10.0.0.1/', target.url]) {
      const receiver = await openReceiver(response => void response.writeHead(301, { location }).end())
      const id = await listen(receiver.url)
      await send('x')
      const lastError = `The receiver answered 301 to ${location}; redirects are not followed. Change the url.`
      await expect
        .poll(() => deliveries(id))
        .toMatchObject([{ status: 'pending', lastStatus: 301, lastError }])
    }
    expect(target.received).toEqual([])
  })

  test('answer without end: what counts is the status', async () => {
    const closed = Promise.withResolvers<void>()
    const receiver = await openReceiver(response => {
      const more = () => void (response.write(Buffer.alloc(65_536, 'x')) && setImmediate(more))
      response.on('drain', more).on('close', closed.resolve)
      more()
    })
    const id = await listen(receiver.url)
    await send('x')
    await expect.poll(() => deliveries(id)).toMatchObject([{ status: 'delivered', lastError: null }])
    await closed.promise
  })

  test('ask for time: 503 with Retry-After waits so long', async () => {
    const receiver = await openReceiver(
      response => void response.writeHead(503, { 'retry-after': '3600' }).end(),
    )
    const id = await listen(receiver.url)
    await send('x')
    await expect.poll(() => deliveries(id)).toMatchObject([{ attempts: 1 }])
    const [{ nextAttemptAt, createdAt } = { nextAttemptAt: '', createdAt: '' }] = await deliveries(id)
    expect(Date.parse(nextAttemptAt!) - Date.parse(createdAt)).toBeGreaterThanOrEqual(3_600_000)
  })
})

describe('names', () => {
  test('lead where DNS says, as long as that is allowed', async () => {
    const receiver = await openReceiver()
    names['app.test'] = '127.0.0.1'
    const id = await listen(`http://app.test:${receiver.port}/hook`)
    await send('here')
    await expect.poll(() => deliveries(id)).toMatchObject([{ status: 'delivered' }])
    expect(receiver.received[0]!.headers.host).toBe(`app.test:${receiver.port}`)
    names['app.test'] = '192.168.0.1'
    await send('there')
    const lastError = 'app.test cannot be called: 192.168.0.1 is a private address, where no request may go.'
    await expect.poll(() => deliveries(id)).toMatchObject([{ status: 'pending', lastError }, {}])
  })

  test('that nobody knows are tried again', async () => {
    const id = await listen('http://unknown.test/')
    await send('x')
    const lastError = 'getaddrinfo ENOTFOUND unknown.test'
    await expect.poll(() => deliveries(id)).toMatchObject([{ status: 'pending', attempts: 1, lastError }])
  })
})

test('a webhook that points at this server changes nothing, and its headers make whoever sends them nobody', async () => {
  const receiver = await openReceiver()
  const [id] = [await listen(`${app.url}/api/v1/mailboxes`), await listen(receiver.url)]
  await send('x')
  await expect.poll(() => deliveries(id)).toMatchObject([{ attempts: 1, lastStatus: 401 }])
  expect((await api.call('listMailboxes', {})).total).toBe(1)
  await expect.poll(() => receiver.received.length).toBe(1)
  const { headers } = receiver.received[0]!
  const ask = (more: Record<string, string>) => fetch(`${app.url}/api/v1/mailboxes`, { headers: more })
  expect((await ask({ 'webhook-id': headers['webhook-id'] as string })).status).toBe(401)
  expect((await ask({})).status).toBe(200)
})

describe('what is in flight', () => {
  test('ends when its webhook is deleted, switched off, or its account deleted', async () => {
    const { id: accountId } = await api.call('createAccount', { name: 'Red', plan: 'unlimited' })
    for (const end of ['deleteWebhook', 'updateWebhook', 'deleteAccount'] as const) {
      const closed = Promise.withResolvers<void>()
      const receiver = await openReceiver(response => void response.on('close', closed.resolve))
      const { id } = await api.call('createWebhook', { url: receiver.url, events: ['*'], accountId })
      await api.call('testWebhook', { id })
      await expect.poll(() => receiver.received.length).toBe(1)
      if (end === 'updateWebhook') await api.call('updateWebhook', { id, enabled: false })
      else await api.call(end, { id: end === 'deleteAccount' ? accountId : id })
      await closed.promise
    }
    expect((await api.call('listWebhooks', {})).total).toBe(0)
  })

  test('holds up neither the end of the program nor anything else', async () => {
    const own = await startApp()
    const receiver = await openReceiver(hang)
    const ownApi = injectClient(own)
    const { id } = await ownApi.call('createWebhook', { url: receiver.url, events: ['*'] })
    for (let n = 0; n < 3; n++) await ownApi.call('testWebhook', { id })
    await expect.poll(() => receiver.received.length).toBe(1)
    expect((await ownApi.call('getInfo', {})).version).toBe('0.0.0-test')
    await own.stop()
    expect(receiver.received).toHaveLength(1)
  })
})
