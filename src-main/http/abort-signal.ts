import type { FastifyReply, FastifyRequest } from 'fastify'

/** Said once for all: to make an exception for each of a thousand callers that leave together takes long. */
const left = new Error('The caller went away')

/** Aborts when the client goes away before it has its answer. */
export function abortSignalOf(request: FastifyRequest, reply: FastifyReply): AbortSignal {
  const controller = new AbortController()
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort(left)
  })
  request.raw.once('aborted', () => controller.abort(left))
  return controller.signal
}
