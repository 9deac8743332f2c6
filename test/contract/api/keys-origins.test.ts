import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ipcClient } from '#test/support/api-client.ts'
import { makeKey } from '#test/support/make-key.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

const page = 'https://app.test:3000'
let clock = Date.parse('2026-11-21T05:00:00.000Z')
let app: TestApp
/** Keys by what they list. */
let listing: string
let other: string
let open: string
beforeAll(async () => {
  app = await startApp({ now: () => clock })
  listing = (await makeKey(app, { allowedOrigins: [page, '*.qa.test'] })).key
  other = (await makeKey(app, { allowedOrigins: ['other.test'] })).key
  open = (await makeKey(app)).key
})
afterAll(() => app.stop())

type Asked = {
  key?: string
  headers?: Record<string, string>
  method?: 'GET' | 'POST' | 'DELETE' | 'OPTIONS'
}
const ask = (url: string, { key, headers = {}, method = 'GET' }: Asked = {}) =>
  app.app.http.inject({
    method,
    url,
    headers: { host: 'localhost:8025', ...(key ? { 'x-api-key': key } : {}), ...headers },
  })
const messages = '/api/v1/messages'
const corsHeaders = (headers: object) =>
  Object.keys(headers).filter(name => name.startsWith('access-control'))

describe('a page of another origin', () => {
  test.each(['GET', 'POST', 'DELETE'] as const)('may %s with a key that lists it', async method => {
    const headers = { origin: page, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' }
    const answer = await ask('/api/v1/mailboxes/none@mayfly.test', { key: listing, headers, method })
    expect(answer.statusCode).toBe(404)
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': page,
      vary: expect.stringContaining('Origin') as string,
      'access-control-expose-headers':
        'X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, Retry-After',
      'cross-origin-resource-policy': 'same-origin',
    })
    expect(answer.headers['access-control-allow-credentials']).toBeUndefined()
  })

  test('reads every kind of answer, refusals too', async () => {
    const { id } = await ipcClient(app).call('injectMessage', {
      idOrAddress: 'cors@mayfly.test',
      raw: 'Subject: x\r\n\r\nx',
    })
    for (const [url, status] of [
      [messages, 200],
      [`${messages}/${id}/raw`, 200],
      [`${messages}/${id}/html`, 200],
      ['/api/v1/info', 200],
      ['/api/v1/keys', 403],
      ['/api/v1/nothing', 404],
      [`${messages}?limit=x`, 400],
    ] as const) {
      const answer = await ask(url, { key: listing, headers: { origin: page } })
      expect([answer.statusCode, answer.headers['access-control-allow-origin']], url).toEqual([status, page])
    }
  })

  test('learns that its key has ended', async () => {
    const { key, id } = await makeKey(app, { allowedOrigins: [page] })
    await ipcClient(app).call('revokeKey', { id })
    const answer = await ask(messages, { key, headers: { origin: page } })
    expect([answer.statusCode, answer.headers['access-control-allow-origin']]).toEqual([401, page])
  })

  test.each([
    ['that lists none', () => open, 403],
    ['that lists another', () => other, 403],
    ['that is none', () => 'mayfly_unknown', 401],
    ['that is missing', () => undefined, 403],
  ])('may not with a key %s', async (_which, key, status) => {
    for (const headers of [{ origin: page }, { origin: page, 'sec-fetch-site': 'cross-site' }]) {
      const given = key()
      const answer = await ask(messages, { ...(given ? { key: given } : {}), headers })
      expect(answer.statusCode).toBe(status)
      expect(corsHeaders(answer.headers)).toEqual([])
    }
  })

  test.each([
    { origin: 'https://app.test' },
    { origin: 'https://app.test:3001' },
    { origin: 'https://evil-qa.test' },
    { origin: 'null' },
    { origin: '*' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'cross-site', referer: 'https://evil.test/' },
  ] as Record<string, string>[])('that the key does not list may not: %j', async headers => {
    const answer = await ask(messages, { key: listing, headers })
    expect(answer.statusCode).toBe(403)
    expect(corsHeaders(answer.headers)).toEqual([])
  })

  test('may not outside of the API, whatever it has', async () => {
    for (const url of ['/health', '/openapi.json', '/docs']) {
      const answer = await ask(url, { key: listing, headers: { origin: page } })
      expect([answer.statusCode, corsHeaders(answer.headers)], url).toEqual([403, []])
    }
  })
})

describe('a key that lists origins', () => {
  test.each([
    [{ origin: page }, 200],
    [{ origin: 'http://qa.test' }, 200],
    [{ referer: 'https://www.qa.test/login?x=1' }, 200],
    [{ origin: 'http://localhost:8025' }, 403],
    [{ referer: 'http://localhost:8025/' }, 403],
    [{ referer: 'https://evil.test/?https://app.test:3000' }, 403],
    [{ referer: 'about:blank' }, 403],
    [{}, 403],
  ] as [Record<string, string>, number][])('called from %j: %i', async (headers, status) => {
    const answer = await ask(messages, { key: listing, headers })
    expect(answer.statusCode).toBe(status)
    if (status === 403) expect(answer.json().message).toContain('allowedOrigins')
  })

  test('may list the server itself, for programs', async () => {
    const { key } = await makeKey(app, { allowedOrigins: ['localhost:8025'] })
    expect((await ask(messages, { key })).statusCode).toBe(200)
    expect((await ask(messages, { key, headers: { host: 'localhost:9000' } })).statusCode).toBe(403)
    expect((await ask(messages, { key, headers: { origin: 'http://localhost:8025' } })).statusCode).toBe(200)
  })

  test('follows a change at once', async () => {
    const { key, id } = await makeKey(app, { allowedOrigins: ['new.test'] })
    const headers = { origin: 'https://new.test' }
    expect((await ask(messages, { key, headers })).statusCode).toBe(200)
    await ipcClient(app).call('updateKey', { id, allowedOrigins: ['old.test'] })
    expect((await ask(messages, { key, headers })).statusCode).toBe(403)
    await ipcClient(app).call('updateKey', { id, allowedOrigins: [] })
    expect((await ask(messages, { key, headers })).statusCode).toBe(403)
    expect((await ask(messages, { key })).statusCode).toBe(200)
  })
})

describe('what a browser asks before', () => {
  const preflight = (origin: string, url = messages) =>
    ask(url, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'DELETE',
        'access-control-request-headers': 'x-api-key',
      },
    })

  test('is answered when an active key lists the origin', async () => {
    for (const url of [messages, '/api/v1/mailboxes/a@mayfly.test', '/api/v1/events']) {
      const answer = await preflight(page, url)
      expect([answer.statusCode, answer.body]).toEqual([204, ''])
      expect(answer.headers).toMatchObject({
        'access-control-allow-origin': page,
        'access-control-allow-methods': 'GET, POST, PATCH, DELETE',
        'access-control-allow-headers': 'Authorization, X-API-Key, Content-Type, Last-Event-ID',
        'access-control-max-age': '600',
        vary: 'Origin, Authorization, X-API-Key',
      })
      expect(answer.headers['access-control-allow-credentials']).toBeUndefined()
    }
  })

  test.each(['https://evil.test', 'https://app.test', 'null', '*'])('is refused to %s', async origin => {
    const answer = await preflight(origin)
    expect([answer.statusCode, corsHeaders(answer.headers)]).toEqual([403, []])
  })

  test('is refused outside of the API', async () => {
    for (const url of ['/', '/docs', '/openapi.json', '/health'])
      expect((await preflight(page, url)).statusCode, url).toBe(403)
  })

  test('is refused once the key that listed the origin has ended', async () => {
    const origin = 'https://short.test'
    const expiresAt = new Date(clock + 1000).toISOString()
    const { id } = await makeKey(app, { allowedOrigins: ['short.test'], expiresAt })
    expect((await preflight(origin)).statusCode).toBe(204)
    clock += 1000
    expect((await preflight(origin)).statusCode).toBe(403)
    await ipcClient(app).call('updateKey', { id, expiresAt: null })
    expect((await preflight(origin)).statusCode).toBe(204)
    await ipcClient(app).call('revokeKey', { id })
    expect((await preflight(origin)).statusCode).toBe(403)
  })
})
