import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { apiPrefix } from '#shared/api/contract.ts'
import { AppError } from '#shared/api/errors.ts'
import { scopeOf } from '#shared/api/scope.ts'
import type { MessageBytes } from '../api/message-bytes.ts'
import { contentDisposition, safeContentType } from '../api/content-headers.ts'
import { readQuery } from './read-query.ts'
import { requireAccess } from './require-access.ts'
import { sendKept } from './revalidate.ts'

type Deps = { bytes: MessageBytes; version: string }
type MessageRequest = FastifyRequest<{ Params: { id: string } }>
type PartRequest = FastifyRequest<{ Params: { id: string; path: string } }>
type AttachmentRequest = FastifyRequest<{ Params: { id: string; attachmentId: string } }>

/** What is not JSON: the source, the text, the HTML for a browser, attachments. */
export function byteRoutes(app: FastifyInstance, { bytes, version }: Deps): void {
  const path = `${apiPrefix}/messages/:id`
  const onRequest = requireAccess('key')
  // A message never changes, but another version may show it in another way.
  const tagOf = (...parts: string[]) => [version, ...parts].map(encodeURIComponent).join('/')

  // Sources and attachments leave as they are: packing 50 MB costs more than a local connection.
  app.get(`${path}/raw`, { onRequest, compress: false }, async (request: MessageRequest, reply) => {
    readQuery(request)
    const { id } = request.params
    const { content, filename } = await bytes.raw(scopeOf(request.caller), id)
    reply.type('message/rfc822').header('content-disposition', contentDisposition('attachment', filename))
    return sendKept(request, reply, { tag: tagOf(id, 'raw'), content })
  })

  app.get(`${path}/text`, { onRequest }, async (request: MessageRequest, reply) => {
    readQuery(request)
    const { id } = request.params
    const content = await bytes.text(scopeOf(request.caller), id)
    reply.type('text/plain; charset=utf-8')
    return sendKept(request, reply, { tag: tagOf(id, 'text'), content })
  })

  app.get(`${path}/html`, { onRequest }, async (request: MessageRequest, reply) => {
    const { remote, dark } = readShowing(request)
    const { id } = request.params
    const { html, policy } = await bytes.html(scopeOf(request.caller), id, { remote, dark })
    reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', policy)
      .header('x-dns-prefetch-control', 'off')
    return sendKept(request, reply, {
      tag: tagOf(id, 'html', `${Number(remote)}${Number(dark)}`),
      content: html,
    })
  })

  app.get(
    `${path}/attachments/:attachmentId`,
    { onRequest, compress: false },
    async (request: AttachmentRequest, reply) => {
      const query = readQuery(request, ['inline', 'maxPixels'])
      const inline = readFlag('inline', query.inline ?? '0')
      const maxPixels = readPixels(query.maxPixels)
      const { id, attachmentId } = request.params
      const scope = scopeOf(request.caller)
      const { content, filename, contentType } = await bytes.attachment(scope, id, attachmentId, maxPixels)
      if (inline && isPdf(contentType, content.start)) asPdf(reply, filename)
      else asFile(reply, contentType, filename)
      return sendKept(request, reply, {
        tag: tagOf(id, 'attachments', attachmentId, String(inline)),
        content,
      })
    },
  )

  app.get(`${path}/parts/:path`, { onRequest, compress: false }, async (request: PartRequest, reply) => {
    readQuery(request)
    const { id, path } = request.params
    const { content, filename, contentType } = await bytes.part(scopeOf(request.caller), id, path)
    asFile(reply, contentType, filename)
    return sendKept(request, reply, { tag: tagOf(id, 'parts', path), content })
  })
}

/** To be saved, and powerless where it is shown all the same. */
function asFile(reply: FastifyReply, contentType: string, filename: string): void {
  reply
    .type(safeContentType(contentType))
    .header('content-disposition', contentDisposition('attachment', filename))
    .header('content-security-policy', "default-src 'none'; sandbox")
}

/** What claims to be a PDF and begins like one: nothing that a browser could take for a page. */
const isPdf = (contentType: string, start: Buffer): boolean =>
  contentType.toLowerCase() === 'application/pdf' && start.subarray(0, 5).toString('latin1') === '%PDF-'

/** For the browser's viewer, which does not work in a sandbox: it is one, and the file has no page to reach into. */
function asPdf(reply: FastifyReply, filename: string): void {
  reply
    .type('application/pdf')
    .header('content-disposition', contentDisposition('inline', filename))
    .header('content-security-policy', "frame-ancestors 'self' mayfly-app:")
}

/** How a mail is to be shown. */
function readShowing(request: FastifyRequest): { remote: boolean; dark: boolean } {
  const { remote = '0', dark = '0' } = readQuery(request, ['remote', 'dark'])
  return { remote: readFlag('remote', remote), dark: readFlag('dark', dark) }
}

function readFlag(field: string, value: string): boolean {
  if (value === '0' || value === '1') return value === '1'
  throw new AppError('bad_request', `${field}: must be 1 or 0.`, { details: [{ field }] })
}

function readPixels(value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  if (/^\d{1,15}$/.test(value)) return Number(value)
  throw new AppError('bad_request', 'maxPixels: must be a whole number.', {
    details: [{ field: 'maxPixels' }],
  })
}
