import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { createTurns } from '../rates/turns.ts'

/** A call takes 0.1 to 0.2 ms to begin, and as long to be given up: some milliseconds together. */
const callsPerTurn = 50

/** Begins so many calls in a turn of the event loop, however many come at once. */
export function beginInTurns(app: FastifyInstance): void {
  const turns = createTurns(callsPerTurn)
  app.addHook('onRequest', (_request, reply, done) =>
    turns.run(() => {
      // Whoever left in the meantime has been told of; nobody would tell what comes after.
      if (!reply.raw.destroyed) done()
    }),
  )
}

/** Gives up so many calls in a turn whose callers went away: Node would do so with all of them in one. */
export function giveUpInTurns(server: Server & { httpAllowHalfOpen?: boolean }): void {
  const turns = createTurns(callsPerTurn)
  // Node then leaves it to us to close a connection whose client did, as long as its answer is not there.
  server.httpAllowHalfOpen = true
  server.on('connection', (socket: Socket) => {
    socket.once('end', () => turns.run(() => void socket.end()))
  })
}
