import type { FastifyInstance, FastifyRequest } from 'fastify'
import { apiPrefix } from '#shared/api/contract.ts'
import type { Caller } from '#shared/api/handler.ts'
import { callerOf, checkOrigin, keyOf, type GivenKey, type HttpRequest } from './access.ts'

declare module 'fastify' {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- only an interface can be merged
  interface FastifyRequest {
    /** Who calls. Nobody outside of /api/v1. */
    caller: Caller
  }
}

/** What the HTTP side needs of keys. */
export type Keys = {
  /** The key with this secret, whatever its status. */
  find: (secret: string) => GivenKey | undefined
  /** Called with every call that a key makes. */
  noteUse: (id: string) => void
}

/** Says who calls, as `request.caller`, before anything else runs; refuses bad keys (401) and foreign pages (403). */
export function authenticate(app: FastifyInstance, { keys }: { keys: Keys }): void {
  app.decorateRequest('caller')
  app.addHook('onRequest', async request => {
    const asked = toHttpRequest(request)
    request.caller = { kind: 'nobody' }
    if (!isBelowApi(request)) return checkOrigin(asked)
    const key = keyOf(asked.headers, keys.find)
    request.caller = callerOf(asked, { key })
    checkOrigin(asked, key)
    if (key) keys.noteUse(key.id)
  })
}

export function toHttpRequest({ method, headers, ip }: FastifyRequest): HttpRequest {
  return { method, headers, remoteAddress: ip }
}

/** By the route that was found, however its address was written; where there is none, nothing answers but a 404. */
function isBelowApi({ routeOptions, url }: FastifyRequest): boolean {
  return (routeOptions.url ?? url).startsWith(`${apiPrefix}/`)
}
