import type { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { diagnosticsPath } from '#shared/api/links.ts'
import { contentDisposition } from '../api/content-headers.ts'
import { readQuery } from './read-query.ts'
import { requireAccess } from './require-access.ts'

/** The report as a zip, to be sent to somebody. */
export function diagnosticsRoute(app: FastifyInstance, zip: () => Promise<Readable>): void {
  app.get(diagnosticsPath, { onRequest: requireAccess('owner'), compress: false }, async (request, reply) => {
    readQuery(request)
    reply
      .type('application/zip')
      .header('content-disposition', contentDisposition('attachment', 'mayfly-report.zip'))
    return reply.send(request.method === 'HEAD' ? undefined : await zip())
  })
}
