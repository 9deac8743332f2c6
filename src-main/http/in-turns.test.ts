import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import fastify from 'fastify'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { giveUpInTurns } from './in-turns.ts'

/** More than go in one turn. */
const crowd = 120
const app = () => fastify({ serverFactory: handler => createServer(handler) })
let server: ReturnType<typeof app>
const begun = Promise.withResolvers<void>()
const givenUp = Promise.withResolvers<void>()

beforeEach(async () => {
  server = app()
  giveUpInTurns(server.server)
  server.get('/here', async () => 'here')
  let waiting = 0
  server.get('/wait', (_request, reply) => {
    if (++waiting === crowd) begun.resolve()
    reply.raw.once('close', () => {
      if (--waiting === 0) givenUp.resolve()
    })
  })
  await server.listen({ port: 0 })
})
afterEach(() => server.close())

function open(path: string): Socket {
  const { port } = server.server.address() as AddressInfo
  const socket = connect({ port, host: 'localhost', allowHalfOpen: true })
  socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`)
  return socket.resume()
}

test('when a crowd leaves together, each call is over and its connection closed', async () => {
  const sockets = Array.from({ length: crowd }, () => open('/wait'))
  await begun.promise
  const closed = sockets.map(socket => once(socket, 'close'))
  for (const socket of sockets) socket.end()
  await Promise.all(closed)
  await givenUp.promise
  expect(sockets.every(({ readableEnded }) => readableEnded)).toBe(true)
})

test('a connection without a call is closed when its client closes it', async () => {
  const socket = open('/here')
  await once(socket, 'data')
  socket.end()
  await once(socket, 'close')
  expect(socket.readableEnded).toBe(true)
})
