import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, onTestFinished, test, vi } from 'vitest'
import { edge } from '#test/support/edge.ts'
import { maxAnswerBytes } from '#main/webhooks/attempt.ts'
import { createGuardedRequest, refusalOfUrl, type Lookup, type OutboundRequest } from './guarded-request.ts'

const everything = { loopback: true, private: true }
const publicOnly = { loopback: false, private: false }

/** A resolver that answers from a list, and tells what it was asked. */
function fakeDns(names: Record<string, string[]>) {
  const asked: string[] = []
  const lookup: Lookup = (hostname, _options, done) => {
    asked.push(hostname)
    const addresses = names[hostname]
    if (!addresses) return done(new Error(`getaddrinfo ENOTFOUND ${hostname}`), [])
    done(
      null,
      addresses.map(address => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }
  return { asked, lookup }
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

async function receiver(answer: RequestListener) {
  let connections = 0
  const server = createServer(answer)
  server.on('connection', () => connections++)
  onTestFinished(() => server.closeAllConnections())
  const port = await listen(server)
  return { port, url: `http://127.0.0.1:${port}/`, connections: () => connections }
}

function send(url: string, changes: Partial<OutboundRequest> = {}, names: Record<string, string[]> = {}) {
  return createGuardedRequest(fakeDns(names))({
    url,
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: 'hello',
    policy: everything,
    timeoutMs: 10_000,
    maxAnswerBytes,
    signal: new AbortController().signal,
    ...changes,
  })
}

test('sends method, headers and body, and answers status, headers and body', async () => {
  const { url } = await receiver((request, response) => {
    let body = ''
    request.on('data', chunk => (body += String(chunk)))
    request.on('end', () => {
      response.writeHead(201, { 'x-made': 'yes' })
      response.end([request.method, request.url, request.headers['content-type'], body].join(' '))
    })
  })
  const answer = await send(`${url}a?b=1`)
  expect(answer).toMatchObject({ status: 201, headers: { 'x-made': 'yes' } })
  expect(answer.body.toString()).toBe('POST /a?b=1 text/plain hello')
})

test('a name is connected to where it was found to lead, and asked for once', async () => {
  const { port } = await receiver((request, response) => response.end(request.headers.host))
  const dns = fakeDns({ 'hook.test': ['127.0.0.1'] })
  const url = `http://hook.test:${port}/`
  const answer = await createGuardedRequest(dns)({
    url,
    method: 'GET',
    headers: {},
    policy: everything,
    timeoutMs: 10_000,
    maxAnswerBytes: 100,
    signal: new AbortController().signal,
  })
  expect(answer.body.toString()).toBe(`hook.test:${port}`)
  expect(dns.asked).toEqual(['hook.test'])
})

test.each([
  [['127.0.0.1'], '127.0.0.1 is an address of this machine'],
  [['10.0.0.1'], '10.0.0.1 is a private address'],
  [['::ffff:127.0.0.1'], '::ffff:127.0.0.1 is an address of this machine'],
  [['169.254.169.254', '::1'], '169.254.169.254 is a link-local address'],
])('a name that leads to %j is refused and never connected to', async (addresses, words) => {
  const { port, connections } = await receiver((_request, response) => response.end())
  const sent = send(`http://hook.test:${port}/`, { policy: publicOnly }, { 'hook.test': addresses })
  await expect(sent).rejects.toThrow(`hook.test cannot be called: ${words}, where no request may go.`)
  expect(connections()).toBe(0)
})

test('of several addresses only the allowed ones are connected to', async () => {
  const { port } = await receiver((_request, response) => response.end('here'))
  const policy = { loopback: true, private: false }
  const names = { 'hook.test': ['10.0.0.1', '127.0.0.1'] }
  expect((await send(`http://hook.test:${port}/`, { policy }, names)).body.toString()).toBe('here')
})

test.each([
  'http://127.0.0.1',
  'http://127.1',
  'http://2130706433',
  'http://[::1]',
  'http://[::ffff:7f00:1]',
])('%s is refused without a lookup when this machine is not allowed', async origin => {
  const { port, connections } = await receiver((_request, response) => response.end())
  await expect(send(`${origin}:${port}/`, { policy: publicOnly })).rejects.toThrow('of this machine')
  expect(connections()).toBe(0)
})

test('a name that nobody knows, or that has no address, says so', async () => {
  await expect(send('http://unknown.test/')).rejects.toThrow('getaddrinfo ENOTFOUND unknown.test')
  await expect(send('http://empty.test/', {}, { 'empty.test': [] })).rejects.toThrow(
    'empty.test has no address.',
  )
})

test('a name server that never answers is a timeout like any other', async () => {
  const request = createGuardedRequest({ lookup: () => {} })
  const { signal } = new AbortController()
  const asked = { url: 'http://hook.test/', method: 'GET' as const, headers: {}, policy: everything, signal }
  await expect(request({ ...asked, timeoutMs: 20, maxAnswerBytes: 100 })).rejects.toMatchObject({
    reason: 'timeout',
  })
})

test('a redirect is an answer, and is not followed', async () => {
  const target = await receiver((_request, response) => response.end())
  const { url } = await receiver((_request, response) =>
    response.writeHead(307, { location: target.url }).end('elsewhere'),
  )
  expect(await send(url)).toMatchObject({ status: 307, headers: { location: target.url } })
  expect(target.connections()).toBe(0)
})

test('a body without end is read to the bound, and its connection closed', async () => {
  const closed = Promise.withResolvers<void>()
  const { url } = await receiver((_request, response) => {
    const more = () => void (response.write(Buffer.alloc(65_536, 'x')) && setImmediate(more))
    response.on('drain', more).on('close', closed.resolve)
    more()
  })
  const answer = await send(url)
  expect([answer.status, answer.body.length]).toEqual([200, 4096])
  await closed.promise
})

const [below, at, above] = edge(maxAnswerBytes)

test.each([
  [below, below],
  [at, at],
  [above, at],
])('of a body of %i bytes %i are read', async (bytes, read) => {
  const { url } = await receiver((_request, response) => response.end(Buffer.alloc(bytes, 'x')))
  expect((await send(url)).body.length).toBe(read)
})

test('a body that does not come to an end in time is cut off; the status counts', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const begun = Promise.withResolvers<void>()
  const onAnswer = () => begun.resolve()
  subscribe('http.client.response.finish', onAnswer)
  onTestFinished(() => void unsubscribe('http.client.response.finish', onAnswer))
  const { url } = await receiver((_request, response) => response.writeHead(200).write('so far'))
  const sent = send(url, { timeoutMs: 300 })
  await begun.promise
  await nextTurn() // what came with the head is read
  vi.advanceTimersByTime(300)
  expect(await sent).toMatchObject({ status: 200, body: Buffer.from('so far') })
})

test('no answer in time, no connection, a dropped one, one that is no HTTP: each says what happened', async () => {
  const silent = await receiver(() => {})
  await expect(send(silent.url, { timeoutMs: 200 })).rejects.toThrow('No answer within 0.2 s.')
  const dropping = await receiver(request => request.socket.destroy())
  await expect(send(dropping.url)).rejects.toThrow('socket hang up')
  const port = await listen(createTcpServer(socket => socket.end('220 mail.test ESMTP\r\n')))
  await expect(send(`http://127.0.0.1:${port}/`)).rejects.toThrow('Parse Error')
  const closed = createTcpServer()
  const closedPort = await listen(closed)
  await new Promise(resolve => closed.close(resolve))
  await expect(send(`http://127.0.0.1:${closedPort}/`)).rejects.toThrow('ECONNREFUSED')
  const many = { 'many.test': ['127.0.0.1', '::1'] }
  await expect(send(`http://many.test:${closedPort}/`, {}, many)).rejects.toThrow('ECONNREFUSED')
})

test('ends early when its caller says so, before and while the answer comes', async () => {
  for (const answer of [
    (() => {}) as RequestListener,
    (_request, response) => response.writeHead(200).write('x'),
  ] as RequestListener[]) {
    const leave = new AbortController()
    const reached = Promise.withResolvers<void>()
    const { url } = await receiver((request, response) => {
      answer(request, response)
      reached.resolve()
    })
    const sent = send(url, { signal: leave.signal })
    await reached.promise
    leave.abort(new Error('stopped'))
    await expect(sent).rejects.toThrow('stopped')
  }
})

test('only a host that is written as an address can be refused before DNS', () => {
  expect(refusalOfUrl('http://10.1/x', publicOnly)).toMatch('10.0.0.1 is a private address')
  expect(refusalOfUrl('http://localhost/', publicOnly)).toBeUndefined()
  expect(refusalOfUrl('https://[2606:4700::1111]/', publicOnly)).toBeUndefined()
})
