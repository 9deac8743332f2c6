import type { FastifyInstance, FastifyRequest } from 'fastify'
import { apiPrefix } from '#shared/api/contract.ts'
import { AppError } from '#shared/api/errors.ts'
import { scopeOf } from '#shared/api/scope.ts'
import type { MessageBytes } from '../api/message-bytes.ts'
import { contentDisposition, safeContentType } from '../api/content-headers.ts'
import { readQuery } from './read-query.ts'
import { requireAccess } from './require-access.ts'
import { sendKept, varyByCaller } from './revalidate.ts'

type Deps = { bytes: MessageBytes; version: string }
type MessageRequest = FastifyRequest<{ Params: { id: string } }>
type AttachmentRequest = FastifyRequest<{ Params: { id: string; attachmentId: string } }>

/** What is not JSON: the source, the text, the HTML for a browser, attachments. */
export function byteRoutes(app: FastifyInstance, { bytes, version }: Deps): void {
  const path = `${apiPrefix}/messages/:id`
  const onRequest = [varyByCaller, requireAccess('key')]
  // A message never changes, but another version may show it in another way.
  const tagOf = (...parts: string[]) => [version, ...parts].map(encodeURIComponent).join('/')

  // Sources and attachments leave as they are: packing 50 MB costs more than a local connection.
  app.get(`${path}/raw`, { onRequest, compress: false }, async (request: MessageRequest, reply) => {
    readQuery(request)
    const { id } = request.params
    const { raw, filename } = await bytes.raw(scopeOf(request.caller), id)
    reply.type('message/rfc822').header('content-disposition', contentDisposition('attachment', filename))
    return sendKept(request, reply, { tag: tagOf(id, 'raw'), content: raw })
  })

  app.get(`${path}/text`, { onRequest }, async (request: MessageRequest, reply) => {
    readQuery(request)
    const { id } = request.params
    const content = await bytes.text(scopeOf(request.caller), id)
    reply.type('text/plain; charset=utf-8')
    return sendKept(request, reply, { tag: tagOf(id, 'text'), content })
  })

  app.get(`${path}/html`, { onRequest }, async (request: MessageRequest, reply) => {
    const remote = readRemote(request)
    const { id } = request.params
    const { html, policy } = await bytes.html(scopeOf(request.caller), id, { remote })
    reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', policy)
      .header('x-dns-prefetch-control', 'off')
    return sendKept(request, reply, { tag: tagOf(id, 'html', remote ? '1' : '0'), content: html })
  })

  app.get(
    `${path}/attachments/:attachmentId`,
    { onRequest, compress: false },
    async (request: AttachmentRequest, reply) => {
      readQuery(request)
      const { id, attachmentId } = request.params
      const { content, filename, contentType } = await bytes.attachment(
        scopeOf(request.caller),
        id,
        attachmentId,
      )
      reply
        .type(safeContentType(contentType))
        .header('content-disposition', contentDisposition('attachment', filename))
        .header('content-security-policy', "default-src 'none'; sandbox")
      return sendKept(request, reply, { tag: tagOf(id, 'attachments', attachmentId), content })
    },
  )
}

function readRemote(request: FastifyRequest): boolean {
  const { remote = '0' } = readQuery(request, ['remote'])
  if (remote !== '0' && remote !== '1')
    throw new AppError('bad_request', 'remote: must be 1 or 0.', { details: [{ field: 'remote' }] })
  return remote === '1'
}
