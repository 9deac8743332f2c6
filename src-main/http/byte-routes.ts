import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { apiPrefix } from '#shared/api/contract.ts'
import { AppError } from '#shared/api/errors.ts'
import { scopeOf } from '#shared/api/scope.ts'
import { authorise } from '../api/authorise.ts'
import type { MessageBytes } from '../api/message-bytes.ts'
import { contentDisposition, safeContentType } from './content-headers.ts'

type Deps = { bytes: MessageBytes }
type MessageRequest = FastifyRequest<{ Params: { id: string }; Querystring: Record<string, string> }>
type AttachmentRequest = FastifyRequest<{ Params: { id: string; attachmentId: string } }>

/** What is not JSON: the source, the text, the HTML for a browser, attachments. */
export function byteRoutes(app: FastifyInstance, { bytes }: Deps): void {
  const path = `${apiPrefix}/messages/:id`
  const scopeFor = (request: FastifyRequest) => {
    authorise('key', request.caller)
    return scopeOf(request.caller)
  }

  // Sources and attachments leave as they are: packing 50 MB costs more than a local connection.
  app.get(`${path}/raw`, { compress: false }, async (request: MessageRequest, reply) => {
    const scope = scopeFor(request)
    const { raw, filename } = await bytes.raw(scope, request.params.id)
    return fixed(reply, 'message/rfc822')
      .header('content-disposition', contentDisposition('attachment', filename))
      .send(raw)
  })

  app.get(`${path}/text`, async (request: MessageRequest, reply) => {
    const scope = scopeFor(request)
    return fixed(reply, 'text/plain; charset=utf-8').send(await bytes.text(scope, request.params.id))
  })

  app.get(`${path}/html`, async (request: MessageRequest, reply) => {
    const scope = scopeFor(request)
    const remote = readRemote(request.query)
    const { html, policy } = await bytes.html(scope, request.params.id, { remote })
    return fixed(reply, 'text/html; charset=utf-8')
      .header('content-security-policy', policy)
      .header('x-dns-prefetch-control', 'off')
      .send(html)
  })

  app.get(
    `${path}/attachments/:attachmentId`,
    { compress: false },
    async (request: AttachmentRequest, reply) => {
      const scope = scopeFor(request)
      const { content, filename, contentType } = await bytes.attachment(
        scope,
        request.params.id,
        request.params.attachmentId,
      )
      return fixed(reply, safeContentType(contentType))
        .header('content-disposition', contentDisposition('attachment', filename))
        .header('content-security-policy', "default-src 'none'; sandbox")
        .send(content)
    },
  )
}

/** A message never changes, so a browser may keep its bytes; they are nobody else's. */
function fixed(reply: FastifyReply, type: string): FastifyReply {
  return reply.type(type).header('cache-control', 'private, max-age=3600')
}

function readRemote(query: Record<string, string>): boolean {
  const unknown = Object.keys(query).find(key => key !== 'remote')
  if (unknown !== undefined)
    throw new AppError('bad_request', `${unknown}: is not a known query parameter here.`)
  const { remote = '0' } = query
  if (remote !== '0' && remote !== '1')
    throw new AppError('bad_request', 'remote: must be 1 or 0.', { details: [{ field: 'remote' }] })
  return remote === '1'
}
