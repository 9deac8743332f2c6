import { Busboy, type BusboyInstance } from '@fastify/busboy'
import type { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { apiPrefix } from '#shared/api/contract.ts'
import { AppError } from '#shared/api/errors.ts'
import type { Job } from '#shared/api/jobs.ts'
import { exportPath, importPath } from '#shared/api/links.ts'
import { scopeOf, type Scope } from '#shared/api/scope.ts'
import { ExportOptions, ImportOptions } from '#shared/api/transfer.ts'
import { contentDisposition } from '../api/content-headers.ts'
import { toDetails } from '../api/issues.ts'
import { readQuery } from './read-query.ts'
import { requireAccess } from './require-access.ts'

type Download = { content: Readable; filename: string; contentType: string }

type Upload = {
  add: (name: string, content: Readable) => Promise<void>
  /** Begins to import what was added. */
  begin: (scope: Scope, options: ImportOptions) => Promise<Job>
  remove: () => Promise<void>
}

/** Files in and out, as the HTTP side needs it. */
export type TransferDoor = {
  openUpload: () => Upload
  export: (scope: Scope, options: ExportOptions) => Promise<Download>
  attachments: (scope: Scope, id: string) => Promise<Download>
}

type MessageRequest = FastifyRequest<{ Params: { id: string } }>

/** Many messages as one file, and files as messages. */
export function transferRoutes(app: FastifyInstance, transfer: TransferDoor): void {
  const ownersOnly = { onRequest: requireAccess('owner'), compress: false as const }

  app.get(exportPath, ownersOnly, async (request, reply) => {
    const options = parse(ExportOptions, request)
    return sendFile(request, reply, await transfer.export(scopeOf(request.caller), options))
  })

  app.get(
    `${apiPrefix}/messages/:id/attachments.zip`,
    { onRequest: requireAccess('key'), compress: false },
    async (request: MessageRequest, reply) => {
      readQuery(request)
      return sendFile(request, reply, await transfer.attachments(scopeOf(request.caller), request.params.id))
    },
  )

  // In a scope of its own: here a body is a stream, whatever its type is.
  app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, body, parsed) => parsed(null, body))
    scope.post(importPath, ownersOnly, async (request, reply) => {
      const options = parse(ImportOptions, request)
      const upload = transfer.openUpload()
      try {
        await receive(request, options.name, upload)
        return reply.status(202).send(await upload.begin(scopeOf(request.caller), options))
      } catch (error) {
        await upload.remove()
        throw error
      }
    })
    done()
  })
}

function parse<S extends z.ZodType>(schema: S, request: FastifyRequest): z.output<S> {
  const result = schema.safeParse(request.query)
  if (result.success) return result.data
  const details = toDetails(result.error)
  const words = details.map(({ field, message }) => (field ? `${field}: ${message}` : message)).join('; ')
  throw new AppError('bad_request', words, { details })
}

/** The size is not known beforehand. Whoever goes away ends it. */
function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  { content, filename, contentType }: Download,
) {
  reply.type(contentType).header('content-disposition', contentDisposition('attachment', filename))
  reply.header('cache-control', 'no-store')
  if (request.method !== 'HEAD') return reply.send(content)
  content.destroy()
  return reply.send()
}

/** One file as the body, or many as a form. */
async function receive(request: FastifyRequest, name: string, upload: Upload): Promise<void> {
  const type = request.headers['content-type'] ?? ''
  if (request.body === undefined || request.body === null) return
  if (type.startsWith('multipart/form-data')) return receiveForm(request, type, upload)
  const body = request.body as Readable
  return upload.add(name, body).catch((error: unknown) => {
    throw body.readableAborted ? brokenOff() : error
  })
}

function receiveForm(request: FastifyRequest, type: string, upload: Upload): Promise<void> {
  return new Promise((resolve, reject) => {
    const body = request.body as Readable
    const form = readForm(type)
    // One after the other: the next file is not read before this one is written.
    let writing = Promise.resolve()
    const open = new Set<Readable>()
    let isBroken = false
    const fail = (error: unknown) => {
      isBroken = true
      body.unpipe(form)
      body.resume()
      form.destroy()
      // A part that is cut off never ends by itself, and the file that it is written to would stay open.
      // With the reason: a pipeline waits for ever for the end of one that is just gone.
      const reason = error instanceof Error ? error : new Error(String(error))
      for (const content of open) content.destroy(reason)
      void writing.catch(() => {}).then(() => reject(reason))
    }
    form.on('file', (_field: string, content: Readable, filename: string) => {
      open.add(content)
      content.on('error', () => {}).on('close', () => open.delete(content))
      writing = writing.then(() => upload.add(filename || 'mail', content))
      writing.catch(fail)
    })
    form.on('error', () => fail(new AppError('bad_request', 'The form is broken.')))
    // The parser says so of a form that breaks off, too, behind what is wrong with it.
    form.on('finish', () => isBroken || void writing.then(resolve, fail))
    body.on('error', () => fail(brokenOff()))
    body.on('close', () => !body.readableEnded && fail(brokenOff()))
    body.pipe(form)
  })
}

const brokenOff = () => new AppError('bad_request', 'The upload was broken off.')

function readForm(type: string): BusboyInstance {
  try {
    return new Busboy({ headers: { 'content-type': type }, preservePath: true, limits: { fields: 0 } })
  } catch {
    throw new AppError('bad_request', 'The form has no boundary.')
  }
}
