import type { FastifyInstance } from 'fastify'
import { routeOf } from './route-of.ts'

export type RequestObserver = {
  onRequest: (route: string) => void
  onAnswer: (answer: { method: string; route: string; status: string; seconds: number }) => void
}

/** Addresses that are none are one route, so that nobody can make up any number of them. */
const unknownRoute = 'unknown'

/**
 * Tells of every request once it is over, by the pattern of its route. A client that left before its answer began has
 * the status `aborted`. Fastify's onResponse hook does not know of those, so this listens to the response itself.
 */
export function observeRequests(app: FastifyInstance, { onRequest, onAnswer }: RequestObserver): void {
  app.addHook('onRequest', async (request, reply) => {
    const found = routeOf(request)
    const route = found === undefined || found.endsWith('/*') ? unknownRoute : found
    onRequest(route)
    reply.raw.once('close', () =>
      onAnswer({
        method: request.method,
        route,
        status: reply.raw.headersSent ? String(reply.raw.statusCode) : 'aborted',
        seconds: reply.elapsedTime / 1000,
      }),
    )
  })
}
