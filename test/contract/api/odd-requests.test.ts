import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { injectClient, type ApiClient } from '#test/support/api-client.ts'
import { askRaw, rawHttp, type Ask } from '#test/support/raw-http.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { startApp, temporaryFolder, type TestApp } from '#test/support/start-app.ts'

// Requests that no HTTP library would send. Wrong addresses, queries and bodies: bad-requests.test.ts.

const secret = 'nobody reads this'
let folder: ReturnType<typeof temporaryFolder>
let app: TestApp
let api: ApiClient
let port: number
beforeAll(async () => {
  folder = temporaryFolder()
  writeFileSync(join(folder.path, 'secret.txt'), secret)
  const uiDir = join(folder.path, 'ui')
  mkdirSync(join(uiDir, 'assets'), { recursive: true })
  writeFileSync(join(uiDir, 'index.html'), '<!doctype html><title>the page</title>')
  writeFileSync(join(uiDir, 'assets', 'app.js'), 'export {}')
  app = await startApp({ uiDir })
  api = injectClient(app)
  port = Number(new URL(app.url).port)
  await sendMail(app.smtpPort, { subject: 'kept', text: 'x' })
})
afterAll(async () => {
  await app.stop()
  folder.remove()
})

const ask: Ask = (target, asked) => askRaw(port, target, asked)
const total = async () => (await api.call('listMessages', {})).total

describe('a request that two servers would read in two ways', () => {
  const hidden = `DELETE /api/v1/messages HTTP/1.1\r\nHost: localhost\r\n\r\n`
  const post = 'POST /api/v1/mailboxes HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n'
  test.each([
    [
      'a length and chunks',
      `${post}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${hidden}`,
    ],
    [
      'chunks and a length',
      `${post}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n${hidden}`,
    ],
    ['two lengths', `${post}Content-Length: 0\r\nContent-Length: ${hidden.length}\r\n\r\n${hidden}`],
    ['a signed length', `${post}Content-Length: +0\r\n\r\n${hidden}`],
    ['a space before the colon', `${post}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n${hidden}`],
    ['an encoding of another name', `${post}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${hidden}`],
    [
      'chunked, and something behind it',
      `${post}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${hidden}`,
    ],
    ['a folded header', `${post}Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n${hidden}`],
    ['line ends of LF alone', `${post.replaceAll('\r\n', '\n')}Content-Length: 0\n\n${hidden}`],
    [
      'a chunk size that overflows',
      `${post}Transfer-Encoding: chunked\r\n\r\nffffffffffffffff0\r\n\r\n${hidden}`,
    ],
    ['a chunk that ends in LF', `${post}Transfer-Encoding: chunked\r\n\r\n0\n\n${hidden}`],
    ['a NUL in a header', `${post}X-A: a\0b\r\nContent-Length: 0\r\n\r\n${hidden}`],
  ])('%s: 400, and what hides in it is not carried out', async (_name, bytes) => {
    const answers = await rawHttp(port, bytes)
    expect(answers.map(({ status }) => status)).toEqual([400])
    expect(await total()).toBe(1)
  })
})

describe('line ends and other control characters', () => {
  test.each([
    '/%0d%0aSet-Cookie:%20a=b',
    '/api/v1/messages/x%0d%0aX-Injected:%20a',
    '/api/v1/messages/x/attachments/1%0d%0aX-Injected:%20a',
    '/api/v1/messages?q=%0d%0aX-Injected:%20a',
    '/compat/mailfade/%0d%0aX-Injected:%20a',
  ])('%s adds no header', async target => {
    const { head } = await ask(target)
    expect(head).toMatch(/^HTTP\/1\.1 (200|400|404) /)
    expect(head).not.toMatch(/^(set-cookie|x-injected):/im)
  })

  test('an address of SMTP, a file name and a webhook take none', async () => {
    const webhook = { url: 'http://127.0.0.1:1/a\r\nX-Injected: a', events: ['*' as const] }
    const made = await api.call('createWebhook', webhook).catch((error: unknown) => error)
    // URL drops line ends, as browsers do; what is kept has none.
    expect(JSON.stringify(made)).not.toMatch(/\\r|\\n/)
    for (const address of ['a\r\nb@mayfly.test', 'a\nb@mayfly.test', 'a\0@mayfly.test'])
      await expect(api.call('createMailbox', { address })).rejects.toMatchObject({ code: 'bad_request' })
  })
})

describe('where no path leads', () => {
  test.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/assets/../../secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/assets/%2e%2e/%2e%2e/secret.txt',
    '/..\\secret.txt',
    '/..%5csecret.txt',
    '/%252e%252e/secret.txt',
    '//../secret.txt',
    '/./../secret.txt',
    '/assets/..;/..;/secret.txt',
    '/%c0%ae%c0%ae/secret.txt',
    '/secret.txt%00.js',
    '/index.html%00',
  ])('%s is not outside of the page', async target => {
    const { status, body } = await ask(target)
    expect([400, 403, 404]).toContain(status)
    expect(body).not.toContain(secret)
  })

  test('folders are not listed, and nothing leads to another site', async () => {
    for (const target of [
      '/assets',
      '/assets/',
      '//evil.test',
      '//evil.test/%2f..',
      '/\\evil.test',
      '/%2f%2fevil.test',
      '/docs/',
      'http://evil.test/',
    ]) {
      const { status, body, header } = await ask(target)
      expect(status < 300 || status >= 400, target).toBe(true)
      expect(header('location'), target).toBeUndefined()
      expect(body, target).not.toContain('app.js')
    }
  })

  test('a request for another server is not passed on', async () => {
    const elsewhere = await ask('http://127.0.0.1:9/secret', { headers: [] })
    expect(elsewhere.status).toBeGreaterThanOrEqual(400)
  })
})
