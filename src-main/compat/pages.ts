import type { FastifyReply, FastifyRequest } from 'fastify'

/**
 * Pages of browsers. A key is proof enough wherever it is used, for no browser sends one by itself; so a page of any
 * origin may call with a key, unless the key's list of origins leaves it out. Without a key it may read nothing.
 */
const exposedHeaders = 'X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, Retry-After'
const allowedHeaders = 'Authorization, X-API-Key, Content-Type'
const allowedMethods = 'GET, POST, PUT, PATCH, DELETE'
/** A browser asks again after this. */
const preflightSeconds = 600

/** A browser asks whether a page may call; such a question carries no key. */
export function isPreflight({ method, headers }: FastifyRequest): boolean {
  return method === 'OPTIONS' && !!headers.origin && headers['access-control-request-method'] !== undefined
}

export function answerPreflight({ headers }: FastifyRequest, reply: FastifyReply): FastifyReply {
  return letRead(reply, headers.origin!)
    .header('access-control-allow-methods', allowedMethods)
    .header('access-control-allow-headers', allowedHeaders)
    .header('access-control-max-age', preflightSeconds)
    .status(204)
    .send()
}

/** Lets the page that sent a key read the answer, a refusal of the key too. */
export function letPageRead({ headers }: FastifyRequest, reply: FastifyReply): void {
  if (headers.origin !== undefined) letRead(reply, headers.origin)
}

function letRead(reply: FastifyReply, origin: string): FastifyReply {
  return reply
    .header('access-control-allow-origin', origin)
    .header('access-control-expose-headers', exposedHeaders)
    .header('vary', 'Origin, Authorization, X-API-Key')
}
