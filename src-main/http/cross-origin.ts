import type { FastifyReply } from 'fastify'
import { listsOrigin } from '#shared/api/allowed-origins.ts'
import { isForeign, type GivenKey, type HttpRequest } from './access.ts'

/** What a page may read of an answer besides its body. */
const exposedHeaders = 'X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, Retry-After'
/** What a page may send: a key, either way, and what the API takes. */
const allowedHeaders = 'Authorization, X-API-Key, Content-Type, Last-Event-ID'
const allowedMethods = 'GET, POST, PATCH, DELETE'
/** A browser asks again after this; a key that was taken away is refused at once all the same. */
const preflightSeconds = 600

/** Whether a browser asks if a page of another origin may call. Such a question carries no key. */
export function isPreflight(request: HttpRequest): boolean {
  return (
    request.method === 'OPTIONS' &&
    request.headers['access-control-request-method'] !== undefined &&
    isForeign(request)
  )
}

export function answerPreflight(reply: FastifyReply, origin: string): FastifyReply {
  return letRead(reply, origin)
    .header('access-control-allow-methods', allowedMethods)
    .header('access-control-allow-headers', allowedHeaders)
    .header('access-control-max-age', preflightSeconds)
    .status(204)
    .send()
}

/** Lets a page whose origin the key lists read the answer, refusals of that key included. */
export function letListedPageRead(reply: FastifyReply, request: HttpRequest, key: GivenKey): void {
  const { origin } = request.headers
  if (isForeign(request) && listsOrigin(key.allowedOrigins, origin!)) letRead(reply, origin!)
}

/**
 * This origin and no other; cookies are never part of it. What a browser keeps is for the same page with the same key
 * only: another key may not see it.
 */
function letRead(reply: FastifyReply, origin: string): FastifyReply {
  return reply
    .header('access-control-allow-origin', origin)
    .header('access-control-expose-headers', exposedHeaders)
    .header('vary', 'Origin, Authorization, X-API-Key')
}
