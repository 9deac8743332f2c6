import { createServer, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { connect, type AddressInfo, type Server } from 'node:net'
import { generate } from 'selfsigned'
import { expect, onTestFinished, test } from 'vitest'
import { createGuardedRequest, type OutboundRequest } from './guarded-request.ts'

const made = generate([{ name: 'commonName', value: 'service.test' }], {
  extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'service.test' }] }],
})

async function listen(server: Server): Promise<number> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

async function startService(answer: RequestListener) {
  const { private: key, cert } = await made
  return { port: await listen(createTlsServer({ key, cert }, answer)), cert }
}

/** An HTTP proxy that knows where service.test is, which nobody else does. */
async function startProxy() {
  const asked: { host: string; login: string | undefined }[] = []
  const server = createServer()
  server.on('connect', (request, socket) => {
    const [name = '', port = ''] = (request.url ?? '').split(':')
    asked.push({ host: name, login: request.headers['proxy-authorization'] })
    const onward = connect(Number(port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connected\r\n\r\n')
      onward.pipe(socket).pipe(onward)
    })
    onward.on('error', () => socket.destroy())
    socket.on('error', () => onward.destroy())
  })
  return { asked, port: await listen(server) }
}

const get = (url: string): OutboundRequest => ({
  url,
  method: 'GET',
  headers: {},
  policy: { loopback: false, private: false },
  timeoutMs: 10_000,
  maxAnswerBytes: 1000,
  signal: new AbortController().signal,
})
const noDns = () => expect.unreachable('The proxy looks names up.')

test('goes through a proxy, which looks the name up, and trusts the authority that is named', async () => {
  const { port, cert } = await startService((_request, response) => response.end('through'))
  const proxy = await startProxy()
  const route = { proxy: `http://user:pass@127.0.0.1:${proxy.port}`, proxyExcept: [], extraCa: [cert] }
  const answer = await createGuardedRequest({ lookup: noDns, route })(get(`https://service.test:${port}/`))
  expect(answer.body.toString()).toBe('through')
  expect(answer.address).toBeUndefined()
  expect(proxy.asked).toEqual([
    { host: 'service.test', login: `Basic ${Buffer.from('user:pass').toString('base64')}` },
  ])
})

test('what is to be called directly is', async () => {
  const { port, cert } = await startService((_request, response) => response.end('direct'))
  const proxy = await startProxy()
  const route = { proxy: `http://127.0.0.1:${proxy.port}`, proxyExcept: ['.test'], extraCa: [cert] }
  const request = createGuardedRequest({
    route,
    lookup: (_name, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
  })
  const anywhere = { ...get(`https://service.test:${port}/`), policy: { loopback: true, private: true } }
  expect((await request(anywhere)).body.toString()).toBe('direct')
  expect(proxy.asked).toEqual([])
})

test('without the authority it is a failure of TLS; without the proxy none of the network', async () => {
  const { port } = await startService((_request, response) => response.end())
  const proxy = await startProxy()
  const route = { proxy: `http://127.0.0.1:${proxy.port}`, proxyExcept: [], extraCa: [] }
  const request = createGuardedRequest({ lookup: noDns, route })
  await expect(request(get(`https://service.test:${port}/`))).rejects.toMatchObject({ reason: 'tls' })
  const gone = createGuardedRequest({ lookup: noDns, route: { ...route, proxy: 'http://127.0.0.1:1' } })
  await expect(gone(get(`https://service.test:${port}/`))).rejects.toMatchObject({ reason: 'connection' })
})

test('an address that is written out is refused through a proxy too', async () => {
  const proxy = await startProxy()
  const route = { proxy: `http://127.0.0.1:${proxy.port}`, proxyExcept: [], extraCa: [] }
  await expect(
    createGuardedRequest({ lookup: noDns, route })(get('https://10.0.0.1/')),
  ).rejects.toMatchObject({ reason: 'refused' })
  expect(proxy.asked).toEqual([])
})
