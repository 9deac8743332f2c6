import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

declare module 'fastify' {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- only an interface can be merged
  interface FastifyRequest {
    /** When it came, unix milliseconds. */
    receivedAt: number
  }
}

export type CallWatcher = {
  began?: (request: FastifyRequest) => void
  /** The answer is out, or the caller went away before (then its head may not have been sent). In milliseconds. */
  ended: (request: FastifyRequest, reply: FastifyReply, ms: number) => void
}

type Deps = { now: () => number; watchers: CallWatcher[] }

/**
 * Tells of every request when it comes and when it is over, however it ended. Fastify's onResponse hook does not know
 * of callers that went away, so this listens to the response itself: once for all watchers, for it happens with every call.
 */
export function watchCalls(app: FastifyInstance, { now, watchers }: Deps): void {
  app.decorateRequest('receivedAt', 0)
  app.addHook('onRequest', (request, reply, done) => {
    request.receivedAt = now()
    for (const { began } of watchers) began?.(request)
    reply.raw.on('close', () => {
      for (const { ended } of watchers) ended(request, reply, reply.elapsedTime)
    })
    done()
  })
}
