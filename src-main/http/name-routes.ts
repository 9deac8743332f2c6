import type { FastifyInstance, FastifyRequest } from 'fastify'
import { compatPath, HostedService } from '#shared/api/compat.ts'
import { apiPrefix } from '#shared/api/contract.ts'

declare module 'fastify' {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- only an interface can be merged
  interface FastifyRequest {
    /**
     * The pattern of its route, however its address was written; undefined where there is none. The address itself could
     * name anything.
     */
    route: string | undefined
  }
}

/** What the page's files are served under; a path of the API that does not exist ends here as well. */
const anyFile = '/*'

/** Says which route a request takes, as `request.route`: once, for Fastify makes a new object whenever it is asked. */
export function nameRoutes(app: FastifyInstance): void {
  app.decorateRequest('route')
  app.addHook('onRequest', (request, _reply, done) => {
    request.route = routeOf(request)
    done()
  })
}

function routeOf({ routeOptions: { url: route }, url }: FastifyRequest): string | undefined {
  if (route !== undefined && route !== anyFile) return route
  if (isBelowApi(url)) return `${apiPrefix}/*`
  const emulated = prefixes.find(prefix => isBelow(prefix, url))
  return emulated === undefined ? route : `${emulated}/*`
}

/** Whether a path or a pattern is one of the API's. */
export const isBelowApi = (path: string): boolean => isBelow(apiPrefix, path)

/** Whether a path or a pattern is one of an emulated service's. */
export const isEmulated = (path: string): boolean => prefixes.some(prefix => isBelow(prefix, path))

const prefixes = HostedService.options.map(compatPath)
const isBelow = (prefix: string, path: string): boolean => path.startsWith(`${prefix}/`)
