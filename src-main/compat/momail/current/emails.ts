import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { scopeOf } from '#shared/api/scope.ts'
import { keyOf } from '../account-keys.ts'
import { readInput } from '../../read-input.ts'
import type { ServiceDeps } from '../../service.ts'
import { isError } from '../../is-error.ts'
import { notFound } from '../failures.ts'
import { takeFrom } from '../../paging.ts'
import { IdParams, type Failure } from '../schema.ts'
import { toEmail, toWholeEmail } from '../to-email.ts'
import { EmailsQuery, type EmailAnswer, type EmailsAnswer } from './schema.ts'

export function emailRoutes(app: FastifyInstance, { call, bytes }: ServiceDeps): void {
  app.get('/v1/api/emails', async (request): Promise<z.infer<typeof EmailsAnswer>> => {
    const { limit, offset, mailbox_id: mailbox } = readInput(EmailsQuery, request.query)
    const within = mailbox === undefined ? {} : { mailbox }
    const { items, total, hasMore } = await takeFrom(
      turn => call(request, 'listMessages', { ...within, ...turn }),
      { limit, offset },
    )
    return { success: true, emails: items.map(toEmail), total, limit, offset, has_more: hasMore }
  })

  app.get('/v1/api/emails/:id', async (request): Promise<z.infer<typeof EmailAnswer>> => {
    return { email: toWholeEmail(await findEmail(call, request)) }
  })

  // As it came: packing 50 MB costs more than a local connection.
  app.get('/v1/api/emails/:id/raw', { compress: false }, async (request, reply) => {
    const id = idOf(request)
    const found = id === undefined ? undefined : await bytes.raw(scopeOf(request.caller), id).catch(orNone)
    // The one failure that is documented without `success`.
    if (!found || id === undefined)
      return reply
        .status(404)
        .send({ error: { code: 'NOT_FOUND', message: 'Email not found' } } satisfies Failure)
    return reply
      .type('message/rfc822')
      .header('content-disposition', `attachment; filename="${id}.eml"`)
      .header('x-momail-r2-key', `${keyOf(request).accountId}/${id}.eml`)
      .header('content-length', found.content.sizeBytes)
      .send(found.content.open())
  })
}

/** A mail of the account by its id. */
export async function findEmail(call: ServiceDeps['call'], request: FastifyRequest) {
  const id = idOf(request)
  const found = id === undefined ? undefined : await call(request, 'getMessage', { id }).catch(orNone)
  if (!found) throw notFound('Email')
  return found
}

function idOf({ params }: FastifyRequest): string | undefined {
  const read = IdParams.safeParse(params)
  return read.success ? read.data.id : undefined
}

function orNone(error: unknown): undefined {
  if (!isError(error, 'not_found')) throw error
}
