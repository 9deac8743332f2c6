import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { injectClient, type ApiClient } from '#test/support/api-client.ts'
import { askRaw, type Ask } from '#test/support/raw-http.ts'
import { sendMail, storedId } from '#test/support/send-mail.ts'
import { startApp, temporaryFolder, type TestApp } from '#test/support/start-app.ts'

// What a page of another site can make of HTTP. More of Origin, Sec-Fetch-*, Host and CORS: access.test.ts.

let folder: ReturnType<typeof temporaryFolder>
let app: TestApp
let api: ApiClient
let port: number
let id: string
beforeAll(async () => {
  folder = temporaryFolder()
  const uiDir = join(folder.path, 'ui')
  mkdirSync(join(uiDir, 'assets'), { recursive: true })
  writeFileSync(join(uiDir, 'index.html'), '<!doctype html><title>the page</title>')
  writeFileSync(join(uiDir, 'assets', 'app.js'), 'export {}')
  app = await startApp({ uiDir })
  api = injectClient(app)
  port = Number(new URL(app.url).port)
  id = storedId(await sendMail(app.smtpPort, { subject: 'kept', text: 'x' }))
})
afterAll(async () => {
  await app.stop()
  folder.remove()
})

const ask: Ask = (target, asked) => askRaw(port, target, asked)
const total = async () => (await api.call('listMessages', {})).total

describe('methods', () => {
  test.each(['TRACE', 'CONNECT', 'PUT', 'PROPFIND', 'get', 'HACK'])(
    '%s does and shows nothing',
    async method => {
      const { status, body } = await ask(`/api/v1/messages/${id}`, {
        method,
        headers: ['Cookie: mayfly_session=x'],
      })
      expect([0, 400, 404, 405]).toContain(status)
      expect(body).not.toContain('kept')
      expect(body).not.toContain('mayfly_session')
    },
  )

  test.each(['X-HTTP-Method-Override', 'X-Method-Override', 'X-HTTP-Method'])(
    '%s changes nothing',
    async name => {
      expect((await ask('/api/v1/messages', { headers: [`${name}: DELETE`] })).status).toBe(200)
      const posted = await ask('/api/v1/messages?_method=DELETE', {
        method: 'POST',
        headers: [`${name}: DELETE`],
      })
      expect(posted.status).toBe(404)
      expect(await total()).toBe(1)
    },
  )

  test('HEAD has the head of GET and no body, OPTIONS tells nothing', async () => {
    for (const target of [`/api/v1/messages/${id}/raw`, `/api/v1/messages/${id}/html`, '/']) {
      const { status, body, header } = await ask(target, { method: 'HEAD' })
      expect([status, body], target).toEqual([200, ''])
      expect(header('x-content-type-options')).toBe('nosniff')
    }
    expect((await ask('/api/v1/messages', { method: 'OPTIONS' })).header('allow')).toBeUndefined()
  })

  test('no connection becomes a WebSocket, whoever asks', async () => {
    const upgrade = ['Connection: Upgrade, close', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13']
    const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='
    const foreign = await ask('/api/v1/events', { headers: [...upgrade, key, 'Origin: https://evil.test'] })
    expect(foreign.status).toBe(403)
    expect((await ask('/api/v1/info', { headers: [...upgrade, key] })).status).toBe(200)
  })
})

describe('forms and pages of others', () => {
  test.each([
    ['application/x-www-form-urlencoded', 'address=evil%40mayfly.test'],
    ['text/plain', '{"address":"evil@mayfly.test"}'],
    ['text/plain;charset=application/json', '{"address":"evil@mayfly.test"}'],
    ['application/json\tx', '{"address":"evil@mayfly.test"}'],
    ['application/csp-report', '{"address":"evil@mayfly.test"}'],
    [
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name=address\r\n\r\nevil\r\n--x--\r\n',
    ],
  ])('a body of %s, which a page sends unasked, makes nothing even without an Origin', async (type, body) => {
    const answer = await ask('/api/v1/mailboxes', {
      method: 'POST',
      headers: [`Content-Type: ${type}`],
      body,
    })
    expect([400, 415]).toContain(answer.status)
    expect((await api.call('listMailboxes', { q: 'evil' })).total).toBe(0)
  })

  test.each([
    'Origin: null',
    'Origin: file://',
    'Origin: http://localhost:1',
    'Origin: http://127.0.0.1',
    'Origin: http://localhost.evil.test',
    'Origin: chrome-extension://abcdefghijklmnop',
    'Origin: moz-extension://0000-1111',
    'Origin: mayfly-app://ui',
    'Origin: http://localhost http://evil.test',
    'Origin:',
    'Sec-Fetch-Site: same-site',
  ])('%s is another origin, for all that carries files, bytes, events and sessions', async header => {
    const targets = [
      '/api/v1/messages',
      `/api/v1/messages/${id}/raw`,
      '/api/v1/events',
      '/metrics',
      '/api/v1/export?format=mbox',
    ]
    for (const target of targets) expect((await ask(target, { headers: [header] })).status, target).toBe(403)
    for (const target of [
      '/api/v1/import',
      '/api/v1/restore',
      '/api/v1/session',
      '/compat/minutemail/v1/mailboxes',
    ])
      expect((await ask(target, { method: 'POST', headers: [header] })).status, target).toBe(403)
  })

  test('the page may be framed by nobody, the page of a mail by us alone', async () => {
    const page = await ask('/')
    expect(page.header('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(page.header('x-frame-options')).toBe('SAMEORIGIN')
    expect((await ask('/docs')).header('content-security-policy')).toContain("frame-ancestors 'none'")
    const mail = await ask(`/api/v1/messages/${id}/html`)
    expect(mail.header('content-security-policy')).toMatch(/frame-ancestors 'self' mayfly-app:/)
  })
})

describe('what a cache or a proxy could be made to believe', () => {
  const poison = [
    'X-Forwarded-Host: evil.test',
    'X-Forwarded-Proto: https',
    'X-Forwarded-Prefix: /evil',
    'X-Forwarded-Port: 666',
    'X-Host: evil.test',
    'X-Original-URL: /api/v1/settings',
    'X-Rewrite-URL: /api/v1/settings',
    'Forwarded: host=evil.test;proto=https',
  ]

  test('headers that name another place change and are in no answer', async () => {
    for (const target of ['/', '/docs', '/openapi.json', '/health', '/nothing', '/api/v1/server']) {
      const plain = await ask(target)
      const poisoned = await ask(target, { headers: poison })
      expect([poisoned.status, poisoned.body], target).toEqual([plain.status, plain.body])
      expect(poisoned.head, target).not.toMatch(/evil|666/)
    }
  })

  test('nothing of the store is kept by a cache that others share, and each answer says whom it is for', async () => {
    const targets = [
      'messages',
      `messages/${id}`,
      'info',
      'settings',
      'session',
      `messages/${id}/raw`,
      `messages/${id}/text`,
    ]
    for (const target of targets) {
      const { header } = await ask(`/api/v1/${target}`)
      expect(header('cache-control'), target).toMatch(/private|no-store/)
      expect(header('vary'), target).toMatch(/Cookie, Authorization, X-API-Key, Origin/)
    }
    for (const target of ['messages', 'nothing']) {
      const { header } = await ask(`/api/v1/${target}`, { headers: ['X-API-Key: mayfly_unknown'] })
      expect(header('cache-control'), target).toMatch(/private|no-store/)
    }
  })
})

test('a key in the address is none, and is in no answer', async () => {
  const { key } = await api.call('createKey', { name: 'x', service: 'mayfly', mailboxDomains: ['*'] })
  for (const name of ['key', 'api_key', 'apikey', 'access_token', 'token', 'authorization', 'x-api-key']) {
    const { status, body, head } = await ask(`/api/v1/messages?${name}=${key}`)
    expect(status, name).toBe(400)
    expect(body + head, name).not.toContain(key)
  }
  expect((await ask(`/nothing?key=${key}`)).body).not.toContain(key)
})
