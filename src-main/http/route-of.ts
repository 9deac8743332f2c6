import type { FastifyRequest } from 'fastify'
import { compatPath, HostedService } from '#shared/api/compat.ts'
import { apiPrefix } from '#shared/api/contract.ts'

/** What the page's files are served under; a path of the API that does not exist ends here as well. */
const anyFile = '/*'

/**
 * The pattern of a request's route, however its address was written; undefined where there is none. The address itself
 * could name anything.
 */
export function routeOf({ routeOptions: { url: route }, url }: FastifyRequest): string | undefined {
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
