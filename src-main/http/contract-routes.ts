import type { FastifyInstance, FastifyRequest } from 'fastify'
import { apiPrefix, contract } from '#shared/api/contract.ts'
import { AppError } from '#shared/api/errors.ts'
import type { Operation } from '#shared/api/operation.ts'
import type { Dispatch } from '../api/dispatch.ts'
import { abortSignalOf } from './abort-signal.ts'
import { requireAccess } from './require-access.ts'

type Deps = { dispatch: Dispatch }

/** One route per operation. Carries only: path, query and body become the operation's flat input. */
export function contractRoutes(app: FastifyInstance, { dispatch }: Deps): void {
  for (const [name, operation] of Object.entries<Operation>(contract)) {
    app.route({
      method: operation.method,
      url: `${apiPrefix}${operation.path}`,
      onRequest: requireAccess(operation.access),
      bodyLimit: operation.maxBodyBytes,
      // Checked by dispatch, from the same schemas, on every transport alike.
      handler: async (request, reply) => {
        const signal = abortSignalOf(request, reply)
        try {
          const output = await dispatch(name, readInput(operation, request), {
            caller: request.caller,
            signal,
          })
          return reply.status(operation.status).send(output)
        } catch (error) {
          // Nobody would read it, and a thousand callers may leave at once.
          if (signal.aborted) return reply.hijack()
          throw error
        }
      },
    })
  }
}

function readInput(operation: Operation, request: FastifyRequest): Record<string, unknown> {
  const query = request.query as Record<string, unknown>
  const body = readBody(operation, request)
  const twice = Object.keys(query).find(key => Object.hasOwn(body, key) || Array.isArray(query[key]))
  if (twice !== undefined)
    throw new AppError('bad_request', `${twice}: is given twice.`, { details: [{ field: twice }] })
  refuseMisplaced(operation, query, body)
  return { ...query, ...body, ...(request.params as Record<string, unknown>) }
}

function readBody(operation: Operation, { body }: FastifyRequest): Record<string, unknown> {
  if (body === undefined || body === null) return {}
  if (Buffer.isBuffer(body)) {
    if ('raw' in operation.body.shape) return { raw: body }
    throw new AppError('bad_request', 'Send the body as application/json.')
  }
  if (typeof body !== 'object' || Array.isArray(body))
    throw new AppError('bad_request', 'The body must be a JSON object.')
  return body as Record<string, unknown>
}

/** A body field in the query is a mistake that should show, not half work. */
function refuseMisplaced(
  operation: Operation,
  query: Record<string, unknown>,
  body: Record<string, unknown>,
): void {
  const inQuery = Object.keys(query).find(key => !Object.hasOwn(operation.query.shape, key))
  const inBody = Object.keys(body).find(key => !Object.hasOwn(operation.body.shape, key))
  const field = inQuery ?? inBody
  if (field === undefined) return
  const where = inQuery === undefined ? 'field of the body' : 'query parameter'
  throw new AppError('bad_request', `${field}: is not a known ${where} here.`, {
    details: [{ field, message: `is not a known ${where}` }],
  })
}
