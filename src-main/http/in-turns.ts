import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { createTurns } from '../rates/turns.ts'

/** A call takes 0.1 to 0.2 ms to be given up: some milliseconds together. */
const callsPerTurn = 50

/** Gives up so many calls in a turn whose callers went away: Node would do so with all of them in one. */
export function giveUpInTurns(server: Server & { httpAllowHalfOpen?: boolean }): void {
  const turns = createTurns(callsPerTurn)
  // Node then leaves it to us to close a connection whose client did, as long as its answer is not there.
  server.httpAllowHalfOpen = true
  server.on('connection', (socket: Socket) => {
    socket.once('end', () => turns.run(() => void socket.end()))
  })
}
