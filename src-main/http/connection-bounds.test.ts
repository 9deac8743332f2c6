import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import type { AddressInfo } from 'node:net'
import fastify, { type FastifyInstance } from 'fastify'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { answerBrokenRequest, dropSlowBodies, takeInRefusedBodies } from './connection-bounds.ts'
import { keepRoom } from './connection-room.ts'

let app: FastifyInstance
/** Calls that have reached the server. */
let calls: number
let held: PromiseWithResolvers<string>
const opened: Socket[] = []
beforeEach(async () => {
  calls = 0
  held = Promise.withResolvers()
  app = fastify({ forceCloseConnections: true, clientErrorHandler: answerBrokenRequest })
  keepRoom(app, { maxConnections: 4, patienceMs: 300 })(app.server)
  dropSlowBodies(app, { bytes: 1000, withinMs: 100 })
  takeInRefusedBodies(app)
  app.post('/', { bodyLimit: 1_000_000 }, async () => 'taken')
  app.get('/', async () => 'here')
  app.get('/wait', (_request, reply) => void setTimeout(() => void reply.send('in the end'), 700))
  app.get('/held', () => held.promise)
  app.server.on('request', () => calls++)
  app.get('/large', async () => Buffer.alloc(64 * 1024 * 1024))
  await app.listen({ port: 0, host: '0.0.0.0' })
})
afterEach(async () => {
  for (const socket of opened.splice(0)) socket.destroy()
  await app.close()
})

function open(localAddress = '127.0.0.1'): Socket {
  const { port } = app.server.address() as AddressInfo
  const socket = connect({ port, host: '127.0.0.1', localAddress })
  socket.on('error', () => {})
  opened.push(socket)
  return socket
}
const post = (length: number) =>
  `POST / HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: ${length}\r\n\r\n`
const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`

test.each(['', 'a few bytes'])('a body that stands still is cut off, and is told why (%j)', async begun => {
  const socket = open()
  socket.write(`${post(1000)}${begun}`)
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 408 [^]*did not come in time/)
})

test('a body that trickles is cut off, though it never stands still', async () => {
  const socket = open()
  socket.write(post(100_000))
  const dripping = setInterval(() => socket.write('x'), 10)
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 408 /)
  clearInterval(dripping)
})

test('who sends on after a refusal is told why all the same', async () => {
  const socket = open()
  socket.write(`no HTTP at all\r\n\r\n${'x'.repeat(4 * 1024 * 1024)}`)
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 [^]*no HTTP request/)
})

test('who brings too much is told so when all of it has come', async () => {
  const socket = open()
  socket.write(post(32 * 1024 * 1024))
  socket.write('x'.repeat(32 * 1024 * 1024))
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 413 /)
})

test('who goes on bringing it after the answer can read that all the same', async () => {
  const socket = open()
  socket.pause()
  socket.write(post(2_000_000))
  const [server] = (await once(app.server, 'connection')) as [Socket]
  await expect.poll(() => server.writableFinished).toBe(true)
  for (let part = 0; part < 20; part++)
    await new Promise<void>((resolve, reject) =>
      socket.write('x'.repeat(100_000), error => (error ? reject(error) : resolve())),
    )
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 413 /)
})

test('what comes behind it is no call any more: the answer said that the connection closes', async () => {
  const socket = open()
  socket.write(post(2_000_000))
  const [server] = (await once(app.server, 'connection')) as [Socket]
  await expect.poll(() => server.writableFinished).toBe(true)
  socket.write(`${'x'.repeat(2_000_000)}${get('/')}`)
  socket.end()
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 413 /)
  await once(server, 'close')
  expect(calls).toBe(1)
})

test('a body that keeps up the pace may take longer than all spans together', async () => {
  const socket = open()
  socket.write(post(12_000))
  let sent = 0
  const sending = setInterval(() => {
    socket.write('x'.repeat(1000))
    if (++sent === 12) clearInterval(sending)
  }, 30)
  const [answer] = (await once(socket, 'data')) as [Buffer]
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 200 /)
})

test('an answer that nobody reads is given up', async () => {
  const socket = open()
  socket.pause()
  socket.write(get('/large'))
  const [server] = (await once(app.server, 'connection')) as [Socket]
  await once(server, 'close')
})

test('a call that waits is not, and neither is its answer', async () => {
  const socket = open()
  socket.write(get('/wait'))
  expect(await text(socket)).toMatch(/in the end$/)
})

test('whoever takes all connections makes room for the next', async () => {
  const idle = Array.from({ length: 4 }, () => open())
  await Promise.all(idle.map(socket => once(socket, 'connect')))
  const next = open()
  next.write(get('/'))
  expect(await text(next)).toMatch(/here$/)
})

test('another address gets in while one has all connections at work', async () => {
  const busy = Array.from({ length: 4 }, () => open())
  for (const socket of busy) socket.write(get('/held'))
  await expect.poll(() => calls).toBe(4)
  const stranger = open('127.0.0.2')
  stranger.write(get('/held'))
  await expect.poll(() => calls).toBe(5)
  const same = open()
  same.write(get('/'))
  expect(await text(same).catch(() => '')).toBe('')
  held.resolve('in the end')
  expect(await text(stranger)).toMatch(/in the end$/)
})
