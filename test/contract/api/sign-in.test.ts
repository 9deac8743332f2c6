import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ownerPassword, passwordFile } from '#test/support/password-file.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

let app: TestApp
let now: number
let file: ReturnType<typeof passwordFile>
beforeAll(async () => {
  now = Date.parse('2026-11-21T05:00:00Z')
  file = passwordFile()
  app = await startApp({ host: '0.0.0.0', passwordFile: file.path, now: () => now })
})
// What a test tried is forgotten before the next.
beforeEach(() => void (now += 60 * 60_000))
afterAll(async () => {
  await app.stop()
  file.remove()
})

type Ask = {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  url?: string
  headers?: Record<string, string>
  payload?: string | object
  remoteAddress?: string
}
const ask = ({ url = '/api/v1/messages', headers = {}, ...rest }: Ask = {}) =>
  app.app.http.inject({ url, headers: { host: 'localhost', ...headers }, ...rest })
const tryPassword = (password: string, more: Omit<Ask, 'url' | 'method'> = {}) =>
  ask({ method: 'POST', url: '/api/v1/session', payload: { password }, ...more })
const session = async (cookie?: string) =>
  (await ask({ url: '/api/v1/session', ...(cookie ? { headers: { cookie } } : {}) })).json() as object

/** Signs in as a browser does; answers the cookie that it would send from then on. */
async function signIn(): Promise<string> {
  const answer = await tryPassword(ownerPassword)
  expect(answer.statusCode).toBe(204)
  return String(answer.headers['set-cookie']).split(';')[0]!
}

describe('bound beyond loopback', () => {
  test.each(['127.0.0.1', '::1', '192.168.0.7'])('%s is nobody without signing in', async remoteAddress => {
    for (const url of ['/api/v1/messages', '/api/v1/info', '/api/v1/settings', '/api/v1/events']) {
      const answer = await ask({ url, remoteAddress })
      expect([answer.statusCode, answer.json().error], url).toEqual([401, 'unauthorized'])
    }
    expect((await ask({ method: 'DELETE', remoteAddress })).statusCode).toBe(401)
    for (const url of ['/health', '/ready', '/openapi.json'])
      expect((await ask({ url, remoteAddress })).statusCode).toBe(200)
  })

  test('anybody may ask how one becomes the owner', async () => {
    expect(await session()).toEqual({ owner: false, passwordSet: true, openMode: false })
    expect(await session(await signIn())).toEqual({ owner: true, passwordSet: true, openMode: false })
  })

  test('the owner signs in and may do everything, and signs out and may do nothing', async () => {
    const cookie = await signIn()
    expect((await ask({ headers: { cookie } })).statusCode).toBe(200)
    const changed = await ask({
      method: 'PATCH',
      url: '/api/v1/settings',
      payload: { defaultDomain: 'team.test' },
      headers: { cookie, origin: 'http://localhost' },
    })
    expect(changed.statusCode).toBe(200)
    const out = await ask({ method: 'DELETE', url: '/api/v1/session', headers: { cookie } })
    expect([out.statusCode, out.headers['set-cookie']]).toEqual([
      204,
      'mayfly_session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0',
    ])
    expect((await ask({ headers: { cookie } })).statusCode).toBe(401)
  })

  test('the cookie is out of reach for scripts and other sites, and lasts 30 days', async () => {
    const answer = await tryPassword(ownerPassword)
    expect(answer.headers['set-cookie']).toMatch(
      /^mayfly_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=2592000$/,
    )
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.body).toBe('')
  })

  test('other cookies do no harm, made-up ones do nothing', async () => {
    const cookie = await signIn()
    for (const around of [
      `a=b; ${cookie}; c=d`,
      `mayfly_session=planted; ${cookie}`,
      `mayfly_session; ${cookie}`,
    ])
      expect((await ask({ headers: { cookie: around } })).statusCode, around).toBe(200)
    for (const wrong of [
      'mayfly_session=',
      'mayfly_session=x',
      `x${cookie}`,
      cookie.toUpperCase(),
      `${cookie}x`,
    ])
      expect((await ask({ headers: { cookie: wrong } })).statusCode, wrong).toBe(401)
  })

  test('pages of other origins get nothing by the cookie', async () => {
    const cookie = await signIn()
    for (const headers of [
      { origin: 'http://evil.test' },
      { origin: 'http://localhost:3000' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ] as Record<string, string>[]) {
      expect((await ask({ method: 'DELETE', headers: { cookie, ...headers } })).statusCode).toBe(403)
      expect((await tryPassword(ownerPassword, { headers })).statusCode).toBe(403)
    }
  })

  test('a key beside the cookie is judged as a key', async () => {
    const cookie = await signIn()
    expect((await ask({ headers: { cookie, authorization: 'Bearer mayfly_unknown' } })).statusCode).toBe(401)
    const made = await ask({
      method: 'POST',
      url: '/api/v1/keys',
      headers: { cookie },
      payload: { name: 'ci', service: 'mayfly', mailboxDomains: ['*'] },
    })
    const headers = { cookie, 'x-api-key': (made.json() as { key: string }).key }
    expect((await ask({ headers })).statusCode).toBe(200)
    expect((await ask({ url: '/api/v1/settings', headers })).statusCode).toBe(403)
  })

  test('a session ends after seven days without use, and by a restart', async () => {
    const cookie = await signIn()
    now += 7 * 24 * 60 * 60_000
    expect((await ask({ headers: { cookie } })).statusCode).toBe(401)
    const other = await signIn()
    await app.stop()
    app = await startApp({ host: '0.0.0.0', passwordFile: file.path, now: () => now })
    expect((await ask({ headers: { cookie: other } })).statusCode).toBe(401)
    await signIn()
  })

  test('the desktop window is the owner by what only this process knows', async () => {
    const { windowToken } = app.app
    expect((await ask({ headers: { 'x-mayfly-window': windowToken } })).statusCode).toBe(200)
    for (const wrong of ['', 'x', windowToken.slice(1), `${windowToken}x`])
      expect((await ask({ headers: { 'x-mayfly-window': wrong } })).statusCode, wrong).toBe(401)
  })
})

describe('a wrong password', () => {
  test('is 401, and 429 after five tries, even when it is right then', async () => {
    for (let n = 1; n <= 5; n++) {
      const answer = await tryPassword(`wrong ${n}`)
      expect([answer.statusCode, answer.json().error, answer.headers['set-cookie']]).toEqual([
        401,
        'unauthorized',
        undefined,
      ])
    }
    for (const password of ['wrong 6', ownerPassword]) {
      const answer = await tryPassword(password)
      expect([answer.statusCode, answer.json().error]).toEqual([429, 'rate_limit_exceeded'])
      expect(answer.headers['retry-after']).toBe('30')
      expect(answer.json()).toMatchObject({ details: [{ retryAfterSeconds: 30 }] })
    }
    now += 29_001
    expect((await tryPassword(ownerPassword)).headers['retry-after']).toBe('1')
    now += 999
    await signIn()
    // Who knows it starts afresh.
    expect((await tryPassword('wrong')).statusCode).toBe(401)
  })

  test('costs its own address tries, not others', async () => {
    for (let n = 1; n <= 6; n++) await tryPassword('wrong', { remoteAddress: '192.168.0.7' })
    expect((await tryPassword(ownerPassword, { remoteAddress: '192.168.0.7' })).statusCode).toBe(429)
    expect((await tryPassword(ownerPassword, { remoteAddress: '::ffff:192.168.0.7' })).statusCode).toBe(429)
    expect((await tryPassword(ownerPassword, { remoteAddress: '192.168.0.8' })).statusCode).toBe(204)
  })

  test('guesses from many addresses keep the owner out neither here nor where they signed in before', async () => {
    const from = (remoteAddress: string, headers: Record<string, string> = {}) =>
      tryPassword(ownerPassword, { remoteAddress, headers }).then(({ statusCode }) => statusCode)
    expect(await from('192.168.0.9')).toBe(204)
    const guesses = Array.from({ length: 30 }, (_, n) => `10.0.0.${n}`)
    await Promise.all(guesses.map(remoteAddress => tryPassword('wrong', { remoteAddress })))
    expect([await from('192.168.0.10'), await from('192.168.0.9'), await from('127.0.0.1')]).toEqual([
      429, 204, 204,
    ])
    for (const name of ['x-forwarded-for', 'x-real-ip', 'forwarded'])
      expect(await from('127.0.0.1', { [name]: '127.0.0.1' }), name).toBe(429)
  })

  test.each([
    [undefined, 400],
    [{}, 400],
    [{ password: '' }, 400],
    [{ password: 1 }, 400],
    [{ password: 'x'.repeat(201) }, 400],
    [{ password: ownerPassword, more: 1 }, 400],
    ['{', 400],
    [`password=${ownerPassword}`, 400],
  ] as [object | string | undefined, number][])('a body of %j is no try', async (payload, status) => {
    const headers: Record<string, string> =
      typeof payload === 'string' ? { 'content-type': 'application/json' } : {}
    const answer = await ask({
      method: 'POST',
      url: '/api/v1/session',
      headers,
      ...(payload ? { payload } : {}),
    })
    expect(answer.statusCode, answer.body).toBe(status)
  })

  test('fields belong into the body', async () => {
    const url = `/api/v1/session?password=${encodeURIComponent(ownerPassword)}`
    expect((await ask({ method: 'POST', url })).statusCode).toBe(400)
  })
})

describe('a password of a file', () => {
  test('is not changed over the API', async () => {
    const cookie = await signIn()
    const answer = await ask({
      method: 'POST',
      url: '/api/v1/owner/password',
      headers: { cookie },
      payload: { password: 'another password', currentPassword: ownerPassword },
    })
    expect([answer.statusCode, answer.json().error]).toEqual([409, 'conflict'])
    expect(answer.json().message).toContain('--password-file')
  })
})
