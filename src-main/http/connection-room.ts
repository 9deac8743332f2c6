import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { whoMakesRoom, type Guest } from '../rates/make-room.ts'
import { networkOf } from '../rates/network-of.ts'

/**
 * A thousand calls that wait, a thousand event streams, and as many again for everything else. Each costs about 30 KB
 * and a file descriptor, of which the store needs some too.
 */
export const maxConnections = 4_000

type Place = Guest & { socket: Socket }
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
  const watch = (socket: Socket) => {
    const place = { socket, network: networkOf(socket.remoteAddress ?? ''), isBusy: false }
    places.set(socket, place)
    socket.once('close', () => places.delete(socket))
    if (places.size <= bounds.maxConnections) return
    const leaver = whoMakesRoom(places.values(), place) ?? place
    places.delete(leaver.socket)
    leaver.socket.destroy()
  }

  /** Node asks this instead of closing: a call that waits for mail is silent for long, and rightly so. */
  const closeIdle = (socket: Socket) => {
    const isWaitingForUs = places.get(socket)?.isBusy === true && socket.writableLength === 0
    if (!isWaitingForUs) socket.destroy()
  }

  app.addHook('onRequest', (request, reply, done) => {
    const place = places.get(request.raw.socket)
    if (place) {
      // Put in anew: the map has whoever was silent for longest first.
      places.delete(place.socket)
      places.set(place.socket, place)
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
