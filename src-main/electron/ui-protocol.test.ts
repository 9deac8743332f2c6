import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { fastify } from 'fastify'
import { afterEach, expect, test } from 'vitest'
import { createUiProtocol } from './ui-protocol.ts'

const http = fastify()
let source: PassThrough | undefined
http.get('/seen', async request => request.headers)
http.get('/stream', (_request, reply) => {
  source = new PassThrough()
  source.write('first')
  void reply.header('connection', 'close').header('x-kept', 'yes').send(source)
})
http.register(async scope => {
  scope.addContentTypeParser('*', (_request, body, parsed) => parsed(null, body))
  scope.post('/api/v1/import', async ({ headers, body }) => ({
    type: headers['content-type'],
    window: headers['x-mayfly-window'],
    body: await text(body as PassThrough),
  }))
})
const asked = Promise.withResolvers<void>()
http.get('/wait', () => {
  asked.resolve()
  return new Promise(() => {})
})
afterEach(() => source?.destroy())

const answer = createUiProtocol({ http, windowToken: 'the window' })
const ask = (path: string, init?: RequestInit) => answer(new Request(`mayfly-app://app${path}`, init))

test('says that the window asks, and passes on no more than is needed', async () => {
  const headers = {
    accept: 'text/html',
    authorization: 'Bearer x',
    cookie: 'a=b',
    'x-api-key': 'k',
    'x-mayfly-window': 'another',
  }
  const seen = (await (await ask('/seen', { headers })).json()) as object
  expect(seen).toMatchObject({
    host: 'localhost',
    accept: 'text/html',
    'x-mayfly-window': 'the window',
  })
  expect(Object.keys(seen)).not.toEqual(expect.arrayContaining(['authorization']))
  expect(Object.keys(seen)).not.toEqual(expect.arrayContaining(['cookie']))
})

test('streams, without what belongs to a connection', async () => {
  const response = await ask('/stream')
  expect(response.headers.get('connection')).toBeNull()
  expect(response.headers.get('x-kept')).toBe('yes')
  const reader = response.body!.getReader()
  // Here before the rest is even made.
  expect(Buffer.from((await reader.read()).value!).toString()).toBe('first')
  source!.end('second')
  expect(Buffer.from((await reader.read()).value!).toString()).toBe('second')
  expect((await reader.read()).done).toBe(true)
})

test('what is cancelled is read no further', async () => {
  const unread = await ask('/stream')
  await unread.body!.cancel()
  await expect.poll(() => source!.destroyed).toBe(true)

  const reader = (await ask('/stream')).body!.getReader()
  await reader.read()
  const next = reader.read()
  await reader.cancel()
  expect((await next).done).toBe(true)
  await expect.poll(() => source!.destroyed).toBe(true)
})

test('an answer that is given up before anybody reads it harms nobody', async () => {
  const given = new AbortController()
  await ask('/stream', { signal: given.signal })
  given.abort()
  await expect.poll(() => source!.destroyed).toBe(true)
})

test('a request that is given up ends what works for it', async () => {
  const given = new AbortController()
  const waiting = ask('/wait', { signal: given.signal }).catch(() => 'gone')
  await asked.promise
  given.abort()
  expect(await waiting).toBe('gone')
})

test('files that the page itself sends go through as they come, and nobody else’s', async () => {
  const send = (headers: Record<string, string>) =>
    ask('/api/v1/import?name=a.eml', {
      method: 'POST',
      body: 'Subject: x',
      headers: { 'content-type': 'application/octet-stream', ...headers },
    })
  const script = { 'x-mayfly-upload': 'page' }
  // Electron's requests of its own schemes say no origin.
  for (const ours of [{ origin: 'mayfly-app://app' }, script])
    expect(await (await send(ours)).json()).toEqual({
      type: 'application/octet-stream',
      window: 'the window',
      body: 'Subject: x',
    })
  for (const others of [{}, { origin: 'null', ...script }, { origin: 'https://shop.test', ...script }])
    expect((await send(others)).status).toBe(403)
})

test.each([
  ['another host of the scheme', 'mayfly-app://other/seen', {}, 404],
  ['a change', 'mayfly-app://app/seen', { method: 'POST' }, 405],
  ['a page of elsewhere', 'mayfly-app://app/seen', { headers: { origin: 'https://shop.test' } }, 403],
  ['a path that climbs', 'mayfly-app://app/a/..%2f..%2fb', {}, 400],
  ['a path that climbs backwards', 'mayfly-app://app/..%5cb', {}, 400],
  ['a path that cannot be read', 'mayfly-app://app/%ff', {}, 400],
  ['our own page', 'mayfly-app://app/seen', { headers: { origin: 'mayfly-app://app' } }, 200],
])('%s', async (_name, url, init, status) => {
  expect((await answer(new Request(url, init))).status).toBe(status)
})
