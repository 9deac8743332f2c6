import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { StoredBytes } from '../api/message-bytes.ts'

/** Whom an answer is for is told by these; a browser must not show one to another. */
const toldBy = 'Cookie, Authorization, X-API-Key, Origin'

/** What is told of the store is for who asked only, refusals included: no cache keeps it unless a route says otherwise. */
export function keepFromOthers(reply: FastifyReply): void {
  reply.header('vary', toldBy).header('cache-control', 'no-store')
}

/**
 * Lets a browser keep what never changes, and ask each time whether it still may show it: after signing out, or when
 * the key was revoked, it may not. Sends nothing but 304 when it has it already. Weak, for it may leave compressed.
 */
export function sendKept(
  { headers, method }: FastifyRequest,
  reply: FastifyReply,
  { tag, content }: { tag: string; content: string | Buffer | StoredBytes },
): FastifyReply {
  const etag = `W/"${tag}"`
  reply.header('cache-control', 'private, no-cache').header('etag', etag)
  if (isAmong(headers['if-none-match'], etag)) return reply.status(304).send()
  if (typeof content === 'string' || Buffer.isBuffer(content)) return reply.send(content)
  // To tell how much it is, nothing of it has to be read.
  const sent = method === 'HEAD' ? Readable.from([]) : content.open()
  return reply.header('content-length', content.sizeBytes).send(sent)
}

/** RFC 9110, section 13.1.2: weak and strong are compared alike. */
function isAmong(given: string | undefined, etag: string): boolean {
  const plain = (one: string) => one.trim().replace(/^W\//, '')
  return (given ?? '').split(',').some(one => one.trim() === '*' || plain(one) === plain(etag))
}
