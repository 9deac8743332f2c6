import { Agent, get, type IncomingMessage } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { injectClient, ipcClient } from '#test/support/api-client.ts'
import { openEvents } from '#test/support/event-source.ts'
import { makeKey } from '#test/support/make-key.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

let clock = Date.parse('2026-11-21T05:00:00.000Z')
let app: TestApp
beforeAll(async () => {
  app = await startApp({ now: () => clock })
})
afterAll(() => app.stop())

const follow = (key: string) => openEvents(`${app.url}/api/v1/events`, { 'x-api-key': key })

const endings: [string, (id: string) => Promise<unknown>][] = [
  ['regenerated', id => ipcClient(app).call('regenerateKey', { id })],
  ['revoked', id => ipcClient(app).call('revokeKey', { id })],
  ['deleted', id => ipcClient(app).call('deleteKey', { id })],
  ['narrowed', id => ipcClient(app).call('updateKey', { id, mailboxDomains: ['a.test'] })],
  [
    'given an end that comes',
    async id => {
      await ipcClient(app).call('updateKey', { id, expiresAt: new Date(clock + 1).toISOString() })
      clock += 1
    },
  ],
]

test.each(endings)('a stream ends when its key is %s, and hears of nothing more', async (_how, end) => {
  const { key, id } = await makeKey(app)
  const stays = await makeKey(app)
  const [stream, other] = [await follow(key), await follow(stays.key)]
  await end(id)
  await stream.ended
  await sendMail(app.smtpPort, { to: 'later@mayfly.test', subject: 'x', text: 'x' })
  await expect.poll(() => other.of('message.received')).toHaveLength(1)
  expect(stream.of('message.received')).toEqual([])
  await other.close()
})

test('a stream ends when its key expires', async () => {
  const { key } = await makeKey(app, { expiresAt: new Date(clock + 60_000).toISOString() })
  const stream = await follow(key)
  clock += 60_000
  await stream.ended
  expect((await follow(key)).status).toBe(401)
})

test('a stream outlives a new name', async () => {
  const { key, id } = await makeKey(app)
  const stream = await follow(key)
  await ipcClient(app).call('updateKey', { id, name: 'renamed' })
  await sendMail(app.smtpPort, { to: 'named@mayfly.test', subject: 'x', text: 'x' })
  await expect.poll(() => stream.of('message.received')).toHaveLength(1)
  await stream.close()
})

test('a waiting call ends with its key, and nothing waits any more', async () => {
  const { key, id } = await makeKey(app)
  const url = `${app.url}/api/v1/messages/wait?mailbox=never@mayfly.test&timeout=300`
  const waiting = fetch(url, { headers: { 'x-api-key': key } }).then(
    () => 'answered',
    () => 'ended',
  )
  await expect.poll(() => app.app.waiting()).toBe(1)
  await ipcClient(app).call('revokeKey', { id })
  expect(await waiting).toBe('ended')
  await expect.poll(() => app.app.waiting()).toBe(0)
})

test('a connection that stays open does not keep an old key alive', async () => {
  const { key: old, id } = await makeKey(app)
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const sockets = new Set<unknown>()
  const ask = (key: string) =>
    new Promise<number>((resolve, reject) => {
      const answered = (response: IncomingMessage) => {
        sockets.add(response.socket)
        response.resume().once('end', () => resolve(response.statusCode!))
      }
      get(`${app.url}/api/v1/messages`, { agent, headers: { 'x-api-key': key } }, answered).once(
        'error',
        reject,
      )
    })
  expect(await ask(old)).toBe(200)
  const { key } = await injectClient(app).call('regenerateKey', { id })
  expect([await ask(old), await ask(key), await ask(old)]).toEqual([401, 200, 401])
  expect(sockets.size).toBe(1)
  agent.destroy()
})

test('the keys of a deleted account end with it', async () => {
  const api = ipcClient(app)
  const account = await api.call('createAccount', { name: 'short-lived', plan: 'free' })
  const { key, id } = await makeKey(app, { accountId: account.id })
  const stream = await follow(key)
  await api.call('deleteAccount', { id: account.id })
  await stream.ended
  expect((await follow(key)).status).toBe(401)
  await expect(api.call('getKey', { id })).rejects.toMatchObject({ code: 'not_found' })
  expect((await api.call('listKeys', { account: account.id })).items).toEqual([])
})
