import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { createRoom } from '../rates/make-room.ts'
import { networkOf } from '../rates/network-of.ts'

/**
 * A thousand calls that wait, a thousand event streams, and as many again for everything else. Each costs about 30 KB
 * and a file descriptor, of which the store needs some too.
 */
export const maxConnections = 4_000

type Place = { socket: Socket; network: string; isBusy: boolean }
type Bounds = {
  maxConnections: number
  /** How long a caller may leave an answer unread, or a connection unused. */
  patienceMs: number
}

/**
 * Keeps places for connections, so that nobody can take all of them; who does not read their answer loses theirs. Answers
 * what each server is to be handed to.
 */
export function keepRoom(app: FastifyInstance, bounds: Bounds): (server: Server) => void {
  const places = new Map<Socket, Place>()
  const room = createRoom<Place>()
  const watch = (socket: Socket) => {
    const place = { socket, network: networkOf(socket.remoteAddress ?? ''), isBusy: false }
    places.set(socket, place)
    room.enter(place)
    socket.once('close', () => {
      places.delete(socket)
      room.leave(place)
    })
    if (places.size <= bounds.maxConnections) return
    const leaver = room.makeFor(place) ?? place
    places.delete(leaver.socket)
    leaver.socket.destroy()
  }

  /**
   * Node asks this instead of closing: a call that waits for mail is silent for long, and rightly so. When it was this process
   * that stood still, what the caller said meanwhile is read first.
   */
  const closeIdle = (socket: Socket) => {
    const before = socket.bytesRead
    setImmediate(() => {
      const isWaitingForUs = places.get(socket)?.isBusy === true && socket.writableLength === 0
      if (!isWaitingForUs && socket.bytesRead === before) socket.destroy()
    })
  }

  app.addHook('onRequest', (request, reply, done) => {
    const place = places.get(request.raw.socket)
    if (place) {
      room.heard(place)
      place.isBusy = true
      reply.raw.once('close', () => (place.isBusy = false))
    }
    done()
  })

  return server => {
    server.timeout = bounds.patienceMs
    server.on('connection', watch)
    server.on('timeout', closeIdle)
  }
}
