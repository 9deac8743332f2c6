import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { injectClient } from '#test/support/api-client.ts'
import { sendMail, storedId } from '#test/support/send-mail.ts'
import { startApp, temporaryFolder, type TestApp } from '#test/support/start-app.ts'

const folder = temporaryFolder()
let app: TestApp
let id: string
beforeAll(async () => {
  app = await startApp({ dataDir: folder.path, logLevel: 'silent' })
  id = storedId(await sendMail(app.smtpPort, { subject: 'x', text: 'x' }))
})
afterAll(async () => {
  await app.stop()
  folder.remove()
})

afterEach(async () => {
  expect((await injectClient(app).call('listMessages', {})).total).toBe(1)
})

type Answer = {
  status: number
  type: string | null
  body: { error: string; message: string; details?: object[] }
}

/** Over a real socket. Checks what every failure has in common: JSON, and nothing of the inside in it. */
async function ask(
  method: string,
  path: string,
  body?: string | Buffer,
  type = 'application/json',
): Promise<Answer> {
  const response = await fetch(`${app.url}${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { body: new Uint8Array(Buffer.from(body)), headers: { 'content-type': type } }),
  })
  const answer = await response.text()
  expect(answer).not.toMatch(/node_modules|src-main|\.ts:|at \w+ \(|SQLITE|SELECT |FST_|ZodError/)
  expect(answer).not.toContain(folder.path)
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    body: answer === '' ? undefined : JSON.parse(answer),
  }
}

describe('addresses', () => {
  test.each([
    ['GET', '/api/v1/nothing'],
    ['GET', '/api/v2/messages'],
    ['GET', '/api'],
    ['GET', '//api/v1/messages'],
    ['GET', '/api/v1/../../etc/passwd'],
    ['GET', '/..%2f..%2fetc%2fpasswd'],
    ['PUT', '/api/v1/messages'],
    ['POST', '/api/v1/messages'],
    ['PATCH', '/api/v1/keys'],
    ['POST', '/api/v1/info'],
    ['DELETE', '/api/v1/settings'],
    ['DELETE', '/health'],
  ])('%s %s: 404 as JSON', async (method, path) => {
    const { status, type, body } = await ask(method, path)
    expect([status, type, body.error]).toEqual([404, 'application/json; charset=utf-8', 'not_found'])
  })

  test.each([
    '/%',
    '/api/v1/messages/%',
    '/api/v1/messages/%zz',
    '/api/v1/messages/%E0%A4%A',
    '/api/v1/mailboxes/%c0%ae',
  ])('an invalid escape (%s) is 400 or 404', async path => {
    const { status, body } = await ask('GET', path)
    expect([400, 404]).toContain(status)
    expect(['bad_request', 'not_found']).toContain(body.error)
  })

  test('an id as long as a novel is not found', async () => {
    for (const length of [101, 399, 401, 8000])
      expect([400, 404]).toContain((await ask('GET', `/api/v1/messages/${'a'.repeat(length)}`)).status)
  })

  test('NUL and line ends in ids and queries find nothing', async () => {
    expect((await ask('GET', '/api/v1/messages/a%00b')).status).toBe(404)
    expect((await ask('GET', '/api/v1/mailboxes/a%0d%0ab@mayfly.test')).status).toBe(404)
    expect((await ask('GET', '/api/v1/messages?q=%00')).status).toBe(200)
    expect((await ask('GET', '/api/v1/mailboxes?q=%00%00')).status).toBe(200)
  })
})

describe('queries', () => {
  test.each([
    'limit=0',
    'limit=201',
    'limit=-1',
    'limit=1.5',
    'limit=1e1',
    'limit=%20',
    'limit=',
    'limit=x',
    'limit=1&limit=2',
    'q=a&q=b',
    'limit[]=1',
    'cursor=x',
    'cursor=-1',
    'cursor=99999999999999999999',
    'unread=maybe',
    'unread=1&unread=0',
    'after=-1',
    'after=x',
    'since=yesterday',
    'since=2026-13-01T00:00:00Z',
    'pinned=1',
    'ids=x',
    'LIMIT=1',
    '__proto__=x',
    'constructor=x',
    'toString=x',
    `q=${'a'.repeat(1001)}`,
    'q=%22open',
    'q=%28'.repeat(1) + '('.repeat(200),
    `q=${'a+'.repeat(60)}`,
  ])('?%s is 400 with what is wrong', async query => {
    const { status, body } = await ask('GET', `/api/v1/messages?${query}`)
    expect([status, body.error]).toEqual([400, 'bad_request'])
    expect(body.message.length).toBeGreaterThan(5)
  })

  test.each(['raw', 'text', 'html', 'attachments/1'])('%s of a message knows no other', async part => {
    const { status, body } = await ask('GET', `/api/v1/messages/${id}/${part}?download=1`)
    expect([status, body.error, body.details]).toMatchObject([400, 'bad_request', [{ field: 'download' }]])
  })

  test.each(['/api/v1/events?mailbox=a&mailbox=b', '/api/v1/events?q=x', '/metrics?format=json'])(
    '%s is 400',
    async path => {
      const { status, body } = await ask('GET', path)
      expect([status, body.error]).toEqual([400, 'bad_request'])
    },
  )

  test('a mailbox that is not there is 404, not an empty list', async () => {
    expect((await ask('GET', '/api/v1/messages?mailbox=nobody@mayfly.test')).status).toBe(404)
  })

  test('text in a search stays text', async () => {
    for (const q of [
      "'; DROP TABLE deliveries; --",
      '" OR 1=1',
      'subject:*',
      'a* NEAR b',
      '{subject}: x',
      '%',
      '^x',
    ]) {
      const { status } = await ask('GET', `/api/v1/messages?q=${encodeURIComponent(q)}`)
      expect([200, 400], q).toContain(status)
    }
  })
})

test('what is missing or of another kind is said in words for people', async () => {
  const messageOf = async (body: object) =>
    (await ask('POST', '/api/v1/accounts', JSON.stringify(body))).body.message
  expect(await messageOf({ name: 'x' })).toBe('plan: is needed')
  expect(await messageOf({ name: 1, plan: 'free' })).toBe('name: must be a text')
})

test('a call without a body may say all the same that its body is JSON', async () => {
  const made = await ask('POST', '/api/v1/mailboxes', '{"address":"bare@mayfly.test"}')
  expect(made.status).toBe(201)
  expect((await ask('POST', '/api/v1/mailboxes/bare@mayfly.test/archive', '')).status).toBe(200)
  expect((await ask('DELETE', '/api/v1/mailboxes/bare@mayfly.test', '')).status).toBe(204)
})

describe('bodies', () => {
  const post = (body: string | Buffer, type?: string) => ask('POST', '/api/v1/mailboxes', body, type)

  test.each([
    ['cut off', '{"localPart": "a"'],
    ['a list', '[]'],
    ['a word', '"x"'],
    ['a number', '7'],
    ['not JSON', 'localPart=a'],
    ['not UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
    ['an unknown field', '{"localpart": "a"}'],
    ['a wrong type', '{"localPart": 1}'],
    ['an object for a text', '{"localPart": {"$gt": ""}}'],
    ['a list for a text', '{"localPart": ["a"]}'],
    ['__proto__', '{"__proto__": {"polluted": true}}'],
    ['constructor', '{"constructor": {"prototype": {"polluted": true}}}'],
    ['a NUL', '{"localPart": "a\\u0000b"}'],
    ['a line end', '{"localPart": "a\\r\\nb"}'],
    ['too long', JSON.stringify({ localPart: 'a'.repeat(65) })],
    ['far too long', JSON.stringify({ tag: 'a'.repeat(1_000_000) })],
    ['a tag of spaces', '{"tag": "   "}'],
    ['depth', '['.repeat(100_000)],
  ])('%s: 400', async (_name, body) => {
    const { status, body: answer } = await post(body)
    expect([status, answer.error]).toEqual([400, 'bad_request'])
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  test.each([
    'text/plain',
    'application/xml',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'message/rfc822',
    '',
  ])('a body of type %j: 400 that names the right one', async type => {
    const { status, body } = await post('{}', type)
    expect([status, body.error]).toEqual([400, 'bad_request'])
    expect(body.message).toContain('application/json')
  })

  test('over the limit: 413', async () => {
    const { status, body } = await ask(
      'POST',
      '/api/v1/mailboxes/a@mayfly.test/messages',
      Buffer.alloc(72 * 1024 * 1024 + 1, 'x'),
      'message/rfc822',
    )
    expect([status, body.error]).toEqual([413, 'payload_too_large'])
  })

  test.each([
    ['POST', '/api/v1/mailboxes', 1024 * 1024],
    ['PATCH', '/api/v1/settings', 1024 * 1024],
    ['DELETE', '/api/v1/messages', 1024 * 1024],
    ['POST', '/api/v1/session', 4 * 1024],
  ])('%s %s takes no mail, and a body over its own limit is 413', async (method, path, limit) => {
    const { status, body } = await ask(method, path, ' '.repeat(limit + 1))
    expect([status, body.error]).toEqual([413, 'payload_too_large'])
    expect((await ask(method, path, ' '.repeat(limit))).status).toBe(400)
  })

  test('a length that lies is 400, and the server lives', async () => {
    const socket = connect(Number(new URL(app.url).port), '127.0.0.1')
    socket.write('POST /api/v1/mailboxes HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5, 6\r\n\r\n{}')
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 /)
  })

  test('a change of a message takes nothing else', async () => {
    for (const body of [
      '{"unread": "no"}',
      '{"tags": "x"}',
      '{"tags": [""]}',
      '{"seq": 1}',
      '{"tags": [null]}',
    ])
      expect((await ask('PATCH', `/api/v1/messages/${id}`, body)).status, body).toBe(400)
  })

  test('a list of ids with an unknown one deletes nothing', async () => {
    expect((await ask('DELETE', '/api/v1/messages', JSON.stringify({ ids: [id, 'x'] }))).status).toBe(404)
    expect((await ask('DELETE', '/api/v1/messages', '{"ids": []}')).status).toBe(400)
    expect((await ask('DELETE', '/api/v1/messages?q=x', JSON.stringify({ ids: [id] }))).status).toBe(400)
  })
})
