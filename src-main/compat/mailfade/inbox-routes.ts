import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { scopeOf } from '#shared/api/scope.ts'
import { contentDisposition, safeContentType } from '../../api/content-headers.ts'
import type { StoredBytes } from '../../api/message-bytes.ts'
import { readInput } from '../read-input.ts'
import type { ServiceDeps } from '../service.ts'
import { refuse } from './failures.ts'
import { createFreeTier, freeCallsPerDay } from './free-tier.ts'
import { fromAttachmentId, invalidAddress, readAddress, toListed, toMessage } from './mapping.ts'
import { checkInbox, createReading, noMessage } from './reading.ts'
import { InboxQuery, MessageQuery, type InboxAnswer, type MessageAnswer } from './schema.ts'
import { fromUlid } from './ulid.ts'

type ById = FastifyRequest<{ Params: { id: string } }>

export function inboxRoutes(app: FastifyInstance, deps: ServiceDeps): void {
  const { bytes } = deps
  const { list, find, retentionFor } = createReading(deps)
  const onRequest = limitFreeTier(deps)

  app.get(
    '/inbox/:address',
    { onRequest },
    async (request: FastifyRequest<{ Params: { address: string } }>): Promise<InboxAnswer> => {
      const { address, domain } = readAddress(request.params.address)
      checkInbox(request, domain)
      const messages = await list(request, { address, ...readInput(InboxQuery, request.query) })
      const emails = messages.map(message => toListed(message, retentionFor(request)))
      return { address, count: emails.length, emails }
    },
  )

  // What is too long to be an address, or in several parts.
  app.get('/inbox/*', { onRequest }, async () => {
    throw invalidAddress()
  })

  app.get('/message/:id', { onRequest }, async (request: ById): Promise<MessageAnswer> => {
    const { message } = await find(request, fromUlid(request.params.id))
    return toMessage(message, {
      retention: retentionFor(request),
      withKey: request.caller.kind === 'key',
      withHtml: readInput(MessageQuery, request.query).html !== '0',
    })
  })

  // Sources and attachments leave as they are: packing 50 MB costs more than a local connection.
  app.get('/message/:id/raw', { compress: false }, async (request: ById, reply) => {
    const { message, as } = await find(request, fromUlid(request.params.id))
    const { content, filename } = await bytes.raw(scopeOf(as), message.id)
    return sendFile(reply, { content, contentType: 'message/rfc822', filename })
  })

  app.get('/attachment/:id', { compress: false }, async (request: ById, reply) => {
    const ids = fromAttachmentId(request.params.id)
    const { message, as } = await find(request, ids?.messageId)
    const known = message.attachments.some(({ id }) => id === ids?.attachmentId)
    if (!ids || !known) throw noMessage()
    const file = await bytes.attachment(scopeOf(as), message.id, ids.attachmentId)
    return sendFile(reply, { ...file, contentType: safeContentType(file.contentType) })
  })
}

/** Counts calls that come without a key, and tells how many are left. */
function limitFreeTier({ now }: Pick<ServiceDeps, 'now'>) {
  const tier = createFreeTier({ now })
  return async ({ caller, ip }: FastifyRequest, reply: FastifyReply): Promise<void> => {
    if (caller.kind === 'key') return
    const { remaining, isOver } = tier.count(ip)
    reply.header('x-ratelimit-limit', freeCallsPerDay).header('x-ratelimit-remaining', remaining)
    if (isOver)
      throw refuse(
        'free_tier_quota_exhausted',
        `The ${freeCallsPerDay} calls a day without a key are used up. They are back at 00:00 UTC.`,
      )
  }
}

function sendFile(
  reply: FastifyReply,
  { content, contentType, filename }: { content: StoredBytes; contentType: string; filename: string },
): FastifyReply {
  return reply
    .type(contentType)
    .header('content-disposition', contentDisposition('attachment', filename))
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('content-length', content.sizeBytes)
    .send(content.open())
}
