import type { FastifyReply, FastifyRequest } from 'fastify'

/** Aborts when the client goes away before it has its answer. */
export function abortSignalOf(request: FastifyRequest, reply: FastifyReply): AbortSignal {
  const controller = new AbortController()
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort()
  })
  request.raw.once('aborted', () => controller.abort())
  return controller.signal
}
