import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ipcClient } from '#test/support/api-client.ts'
import { openEvents } from '#test/support/event-source.ts'
import { makeKey } from '#test/support/make-key.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

let clock = Date.parse('2026-11-21T05:00:00.000Z')
let app: TestApp
beforeAll(async () => {
  app = await startApp({ now: () => clock })
})
afterAll(() => app.stop())
// So many refusals would be throttled: see keys-refused.test.ts.
beforeEach(() => (clock += 60_000))

const ask = async (key: string, url = '/api/v1/messages') =>
  (await fetch(`${app.url}${url}`, { headers: { authorization: `Bearer ${key}` } })).status

describe('a key', () => {
  let key: string
  let id: string
  beforeAll(async () => {
    ;({ key, id } = await makeKey(app))
  })

  test.each([
    ['GET', '/keys'],
    ['POST', '/keys'],
    ['GET', '/keys/ID'],
    ['PATCH', '/keys/ID'],
    ['POST', '/keys/ID/regenerate'],
    ['POST', '/keys/ID/revoke'],
    ['DELETE', '/keys/ID'],
    ['GET', '/settings'],
  ])('may not %s %s', async (method, path) => {
    const headers = { authorization: `Bearer ${key}` }
    const response = await fetch(`${app.url}/api/v1${path.replace('ID', id)}`, { method, headers })
    expect([response.status, ((await response.json()) as { error: string }).error]).toEqual([
      403,
      'forbidden',
    ])
    expect(await ask(key)).toBe(200)
  })

  test.each([
    [(good: string) => ({ authorization: `Bearer ${good}` }), 200],
    [(good: string) => ({ authorization: `bearer ${good}` }), 200],
    [(good: string) => ({ authorization: `BEARER   ${good}` }), 200],
    [(good: string) => ({ 'x-api-key': good }), 200],
    [(good: string) => ({ authorization: `Bearer ${good}`, 'x-api-key': good }), 200],
    [(good: string) => ({ authorization: `Bearer ${good}`, 'x-api-key': `${good}x` }), 401],
    [(good: string) => ({ authorization: `Bearer ${good}x`, 'x-api-key': good }), 401],
    [(good: string) => ({ authorization: 'Basic YTpi', 'x-api-key': good }), 401],
    [(good: string) => ({ authorization: good }), 401],
    [(good: string) => ({ authorization: `Bearer ${good} x` }), 401],
    [(good: string) => ({ authorization: `Bearer ${good.toLowerCase()}` }), 401],
    [(good: string) => ({ authorization: `Bearer ${good.slice(0, -1)}` }), 401],
    [(good: string) => ({ 'x-api-key': `${good},${good}` }), 401],
    [(good: string) => ({ 'x-api-key': good.repeat(100) }), 401],
    [() => ({ authorization: 'Bearer' }), 401],
    [() => ({ 'x-api-key': 'undefined' }), 401],
  ] as [(good: string) => Record<string, string>, number][])('as %s: %i', async (headers, status) => {
    for (const url of ['/api/v1/messages', '/api/v1/mailboxes', '/%61pi/v1/messages']) {
      const answer = await app.app.http.inject({ url, headers: { host: 'localhost', ...headers(key) } })
      expect(answer.statusCode).toBe(status)
      expect(answer.body).not.toContain(key)
    }
  })

  test('works from afar too, where nobody is the owner', async () => {
    const headers = { host: 'localhost', 'x-api-key': key }
    const remoteAddress = '192.168.0.7'
    const url = '/api/v1/messages'
    expect((await app.app.http.inject({ url, headers, remoteAddress })).statusCode).toBe(200)
  })

  test('that has ended says so to whoever has it, and nobody else learns that there was one', async () => {
    const api = ipcClient(app)
    const revoked = await makeKey(app)
    await api.call('revokeKey', { id: revoked.id })
    const expired = await makeKey(app, { expiresAt: new Date(clock + 1).toISOString() })
    clock += 1
    const message = async (given: string) => {
      const answer = await app.app.http.inject({
        url: '/api/v1/messages',
        headers: { host: 'localhost', 'x-api-key': given },
      })
      return [answer.json().error, answer.json().message]
    }
    expect(await message(revoked.key)).toEqual(['unauthorized', 'This key was revoked.'])
    expect(await message(expired.key)).toEqual(['unauthorized', 'This key has expired.'])
    expect(await message(`${revoked.key}x`)).toEqual(await message('mayfly_unknown'))
  })
})

test('a webhook that points back here is nobody, unless it brings a key', async () => {
  const headers = { host: 'localhost', 'webhook-id': 'msg_1' }
  for (const url of ['/api/v1/messages', '/api/v1/keys', '/api/v1/events'])
    expect((await app.app.http.inject({ url, headers })).statusCode, url).toBe(401)
  const { key } = await makeKey(app)
  const asKey = { url: '/api/v1/messages', headers: { ...headers, 'x-api-key': key } }
  expect((await app.app.http.inject(asKey)).statusCode).toBe(200)
})

test('the owner hears what became of a key, and keys do not', async () => {
  const api = ipcClient(app)
  const listener = await makeKey(app)
  const [owner, key] = [
    await openEvents(`${app.url}/api/v1/events`),
    await openEvents(`${app.url}/api/v1/events`, { 'x-api-key': listener.key }),
  ]
  const { id } = await makeKey(app)
  const changes = [
    () => api.call('updateKey', { id, name: 'y' }),
    () => api.call('regenerateKey', { id }),
    () => api.call('revokeKey', { id }),
    () => api.call('deleteKey', { id }),
  ]
  await expect.poll(() => owner.of('key.changed')).toEqual([{ type: 'key.changed', keyIds: [id] }])
  for (const [index, change] of changes.entries()) {
    await change()
    await expect.poll(() => owner.of('key.changed')).toHaveLength(index + 2)
  }
  for (const event of owner.of('key.changed')) expect(event).toEqual({ type: 'key.changed', keyIds: [id] })
  await api.call('createMailbox', { address: 'after@mayfly.test' })
  await expect.poll(() => key.events.length).toBeGreaterThan(0)
  expect(key.of('key.changed')).toEqual([])
  await Promise.all([owner.close(), key.close()])
})
