import type { FastifyInstance } from 'fastify'
import { AppError } from '#shared/api/errors.ts'
import { metricsPath } from '#shared/api/links.ts'
import { localAccountId } from '#shared/api/scope.ts'
import { readQuery } from './read-query.ts'
import { requireAccess } from './require-access.ts'

/** The text, and its content type. */
export type MetricsReader = { type: string; read: () => Promise<string> }

/**
 * The metrics for Prometheus. The numbers are about everybody, so they are the owner's; a scraper on another machine,
 * which cannot sign in, comes with a key of the account Local.
 */
export function metricsRoute(app: FastifyInstance, { type, read }: MetricsReader): void {
  app.get(metricsPath, { onRequest: requireAccess('key') }, async (request, reply) => {
    readQuery(request)
    const { caller } = request
    if (caller.kind === 'key' && caller.key.accountId !== localAccountId) {
      throw new AppError('forbidden', 'Only the owner and keys of the account Local may read the metrics.')
    }
    return reply.type(type).send(await read())
  })
}
