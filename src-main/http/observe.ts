import type { FastifyRequest } from 'fastify'
import type { CallWatcher } from './watch-calls.ts'

export type RequestObserver = {
  onRequest: (route: string) => void
  onAnswer: (answer: { method: string; route: string; status: string; seconds: number }) => void
}

/** Addresses that are none are one route, so that nobody can make up any number of them. */
const unknownRoute = 'unknown'

/** Tells of every request, by the pattern of its route. A client that left before its answer began has the status `aborted`. */
export function tellObserver({ onRequest, onAnswer }: RequestObserver): CallWatcher {
  return {
    began: request => onRequest(routeName(request)),
    ended: (request, { raw }, ms) =>
      onAnswer({
        method: request.method,
        route: routeName(request),
        status: raw.headersSent ? String(raw.statusCode) : 'aborted',
        seconds: ms / 1000,
      }),
  }
}

function routeName({ route }: FastifyRequest): string {
  return route === undefined || route.endsWith('/*') ? unknownRoute : route
}
