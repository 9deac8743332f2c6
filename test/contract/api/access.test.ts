import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sendMail, storedId } from '#test/support/send-mail.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

let clock = Date.parse('2026-11-21T05:00:00.000Z')
let app: TestApp
let id: string
beforeAll(async () => {
  app = await startApp({ now: () => clock })
  id = storedId(await sendMail(app.smtpPort, { subject: 'x', text: 'x' }))
})
afterAll(() => app.stop())
// So many refusals would be throttled: see keys-refused.test.ts.
beforeEach(() => (clock += 60_000))

type Ask = {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'PUT' | 'OPTIONS' | 'HEAD'
  url?: string
  headers?: Record<string, string>
  payload?: string | Buffer
  remoteAddress?: string
}
const ask = ({ url = '/api/v1/messages', headers = {}, ...rest }: Ask = {}) =>
  app.app.http.inject({ url, headers: { host: 'localhost', ...headers }, ...rest })

describe('the Host header', () => {
  test.each([
    'localhost',
    'LOCALHOST:8025',
    'localhost.',
    'localhost.:8025',
    '127.0.0.1',
    '127.0.0.1:8025',
    '127.8.9.10:80',
    '[::1]',
    '[::1]:8025',
    'app.localhost:3000',
  ])('%s is us', async host => {
    expect((await ask({ headers: { host } })).statusCode).toBe(200)
  })

  test.each([
    'evil.test',
    'evil.test:8025',
    '127.0.0.1.evil.test',
    'localhost.evil.test',
    'localhost:8025.evil.test',
    'localhost@evil.test',
    'evillocalhost',
    '0.0.0.0',
    '192.168.0.1',
    '[::ffff:127.0.0.1].evil.test',
    '2130706433',
  ])('%j is not, whatever is asked', async host => {
    for (const url of [
      '/api/v1/messages',
      '/health',
      '/openapi.json',
      '/docs',
      '/api/v1/events',
      '/nothing',
    ]) {
      const answer = await ask({ url, headers: { host } })
      expect([answer.statusCode, answer.json().error], url).toEqual([421, 'misdirected'])
    }
  })
})

test.each(['GET /health HTTP/1.1\r\nHost:\r\n', 'GET /health HTTP/1.0\r\n'])(
  'a request without a Host is not for us: %j',
  async head => {
    const socket = connect(Number(new URL(app.url).port), '127.0.0.1')
    socket.write(`${head}Connection: close\r\n\r\n`)
    expect(await text(socket)).toMatch(/^HTTP\/1\.[01] 421 /)
  },
)

describe('requests that another site makes a browser send', () => {
  const foreign = [
    { origin: 'https://evil.test' },
    { origin: 'http://localhost:3000' },
    { origin: 'https://localhost' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' },
    { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' },
  ] as Record<string, string>[]

  test.each(foreign.map(headers => [JSON.stringify(headers), headers] as const))(
    '%s: 403',
    async (_name, headers) => {
      for (const method of ['GET', 'DELETE', 'POST', 'PATCH', 'OPTIONS'] as const) {
        const answer = await ask({ method, headers })
        expect([answer.statusCode, answer.json().error], method).toEqual([403, 'forbidden'])
      }
      expect((await ask()).json().total).toBe(1)
    },
  )

  test('our own pages, and programs, may', async () => {
    const own = { host: 'localhost:8025', origin: 'http://localhost:8025', 'sec-fetch-site': 'same-origin' }
    expect((await ask({ headers: own })).statusCode).toBe(200)
    expect((await ask({ headers: { 'sec-fetch-site': 'none' } })).statusCode).toBe(200)
  })

  test('a link may be followed, a form may not be sent', async () => {
    const link = {
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
    }
    expect((await ask({ url: '/docs', headers: link })).statusCode).toBe(200)
    const form = { ...link, 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await ask({ method: 'POST', url: '/api/v1/mailboxes', headers: form, payload: 'tag=x' })
    expect(answer.statusCode).toBe(403)
  })

  test('no answer invites them: there are no CORS headers', async () => {
    for (const headers of [{}, { origin: 'https://evil.test' }, { origin: 'http://localhost' }]) {
      for (const method of ['GET', 'OPTIONS'] as const) {
        const answer = await ask({
          method,
          headers: { ...headers, 'access-control-request-method': 'DELETE' },
        })
        expect(Object.keys(answer.headers).filter(name => name.startsWith('access-control'))).toEqual([])
      }
    }
  })
})

const everywhere = [
  '/api/v1/messages',
  '/api/v1/info',
  '/api/v1/settings',
  '/api/v1/events',
  '/api/v1/messages/wait',
]

describe('who calls', () => {
  test.each([
    { authorization: 'Bearer mayfly_unknown' },
    { authorization: 'Basic YTpi' },
    { authorization: '' },
    { 'x-api-key': 'mayfly_unknown' },
    { 'x-api-key': '' },
  ] as Record<string, string>[])('a key that is given is judged, never passed over: %j', async headers => {
    for (const url of [...everywhere, `/api/v1/messages/${id}/raw`, `/api/v1/messages/${id}/html`]) {
      const answer = await ask({ url, headers })
      expect([answer.statusCode, answer.json().error], url).toEqual([401, 'unauthorized'])
    }
  })

  test.each(['192.168.0.7', '10.0.0.1', '::ffff:192.168.0.7', '2001:db8::1', '1270.0.0.1'])(
    'somebody at %s reaches health and readiness only',
    async remoteAddress => {
      const bytes = ['raw', 'text', 'html', 'attachments/1'].map(kind => `/api/v1/messages/${id}/${kind}`)
      for (const url of [...everywhere, ...bytes]) {
        const answer = await ask({ url, remoteAddress })
        expect([answer.statusCode, answer.json().error], url).toEqual([401, 'unauthorized'])
      }
      const del = await ask({ method: 'DELETE', remoteAddress })
      expect(del.statusCode).toBe(401)
      expect((await ask({ url: '/health', remoteAddress })).statusCode).toBe(200)
      expect((await ask({ url: '/ready', remoteAddress })).statusCode).toBe(200)
    },
  )

  test('headers of proxies do not make a caller local', async () => {
    const headers = { 'x-forwarded-for': '127.0.0.1', 'x-real-ip': '127.0.0.1', forwarded: 'for=127.0.0.1' }
    expect((await ask({ headers, remoteAddress: '192.168.0.7' })).statusCode).toBe(401)
  })

  test.each(['127.0.0.1', '127.0.0.9', '::1', '::ffff:127.0.0.1'])(
    'whoever is at %s is the owner',
    async address => {
      expect((await ask({ remoteAddress: address })).statusCode).toBe(200)
    },
  )
})

test('headers that keep browsers in bounds are on every kind of answer', async () => {
  const answers = [
    await ask(),
    await ask({ url: '/health' }),
    await ask({ url: '/openapi.json' }),
    await ask({ url: '/docs' }),
    await ask({ url: `/api/v1/messages/${id}/raw` }),
    await ask({ url: `/api/v1/messages/${id}/html` }),
    await ask({ url: '/nothing' }),
    await ask({ headers: { host: 'evil.test' } }),
    await ask({ headers: { origin: 'https://evil.test' } }),
    await ask({ headers: { authorization: 'x' } }),
    await ask({ url: '/api/v1/messages?limit=x' }),
    await ask({ method: 'POST', payload: '{', headers: { 'content-type': 'application/json' } }),
    await ask({ method: 'DELETE', url: '/api/v1/messages?q=nothing-like-it' }),
    await ask({ url: '/%' }),
  ]
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([
    200, 200, 200, 200, 200, 200, 404, 421, 403, 401, 400, 400, 204, 400,
  ])
  for (const { headers } of answers) {
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      'x-frame-options': 'SAMEORIGIN',
    })
    expect(headers['x-powered-by']).toBeUndefined()
  }
})
