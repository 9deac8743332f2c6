import type { Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AppError } from '#shared/api/errors.ts'
import type { Job } from '#shared/api/jobs.ts'
import { backupPath, restorePath } from '#shared/api/links.ts'
import { contentDisposition } from '../api/content-headers.ts'
import { readQuery } from './read-query.ts'
import { requireAccess } from './require-access.ts'

/** Backups as files, as the HTTP side needs it. */
export type BackupDoor = {
  read: (name: string) => { content: Readable; filename: string }
  restoreUpload: (name: string, content: Readable) => Promise<Job>
}

type NamedRequest = FastifyRequest<{ Params: { name: string } }>

/** What of backups is bytes: one to take away, and one that is brought. */
export function backupRoutes(app: FastifyInstance, backups: BackupDoor): void {
  const ownersOnly = { onRequest: requireAccess('owner'), compress: false as const }

  app.get(backupPath(':name'), ownersOnly, async (request: NamedRequest, reply) => {
    readQuery(request)
    const { content, filename } = backups.read(request.params.name)
    return reply
      .type('application/vnd.sqlite3')
      .header('content-disposition', contentDisposition('attachment', filename))
      .header('cache-control', 'no-store')
      .send(content)
  })

  // In a scope of its own: here a body is a stream, whatever its type is.
  app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, body, parsed) => parsed(null, body))
    scope.post(restorePath, ownersOnly, async (request, reply) => {
      const { name = 'backup' } = readQuery(request, ['name'])
      if (!request.body) throw new AppError('bad_request', 'Send the backup as the body.')
      return reply.status(202).send(await backups.restoreUpload(name.slice(0, 200), request.body as Readable))
    })
    done()
  })
}
