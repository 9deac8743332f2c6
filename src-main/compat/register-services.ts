import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { compatPath } from '#shared/api/compat.ts'
import { AppError } from '#shared/api/errors.ts'
import { guard, type GuardDeps } from './guard.ts'
import type { CompatService, Limits, ServiceDeps } from './service.ts'

declare module 'fastify' {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- only an interface can be merged
  interface FastifyRequest {
    /** Of the key that calls an emulated service. */
    tightestLimit: Limits['tightest']
  }
}

/** What the HTTP side lends. */
type HttpTools = Pick<GuardDeps, 'checkOrigin'> &
  Pick<ServiceDeps, 'isOwner'> & { toAppError: (error: unknown) => AppError }

export type RegisterDeps = Omit<GuardDeps & ServiceDeps, 'checkOrigin' | 'isOwner'>

/** One encapsulated plugin for each service: whatever happens below its prefix is answered in its shape. */
export function registerServices(
  app: FastifyInstance,
  services: readonly CompatService[],
  deps: RegisterDeps & HttpTools,
): void {
  app.decorateRequest('tightestLimit', null)
  for (const service of services)
    app.register(
      async scope => {
        // A mail as a body is the native API's.
        scope.removeContentTypeParser('message/rfc822')
        answerFailures(scope, service, deps.toAppError)
        guard(scope, service, deps)
        await service.routes(scope, deps)
      },
      { prefix: compatPath(service.service) },
    )
}

/** What fails before any plugin is asked: an address that is none, so the details say. Undefined where no service is. */
export function failureSender(services: readonly CompatService[], url: string) {
  const service = services.find(one => url.startsWith(`${compatPath(one.service)}/`))
  return (
    service &&
    ((reply: FastifyReply, { code, message }: AppError) =>
      send(reply, service, new AppError(code, message, { details: [{ isUrl: true }] })))
  )
}

function answerFailures(
  app: FastifyInstance,
  service: CompatService,
  toAppError: HttpTools['toAppError'],
): void {
  app.setErrorHandler((error, request, reply) => {
    const known = toAppError(error)
    if (known.code === 'internal_error') request.log.error({ err: error }, 'request failed')
    return send(reply, service, known)
  })
  app.setNotFoundHandler(refusePath)
  // Without a route of its own every other path to GET would be looked for among the files of the page.
  app.get('/*', refusePath)
}

function refusePath({ method, originalUrl }: FastifyRequest): never {
  const path = originalUrl.split('?')[0]!.slice(0, 200)
  throw new AppError('not_found', `There is nothing at ${method} ${path}`)
}

function send(reply: FastifyReply, service: CompatService, error: AppError): FastifyReply {
  const { status, body, headers = {} } = service.toAnswer(error)
  const type = typeof body === 'string' ? 'text/plain' : 'application/json'
  return reply.status(status).headers(headers).type(`${type}; charset=utf-8`).send(body)
}
