import type { IncomingMessage } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { AppError } from '#shared/api/errors.ts'
import { hostName } from './host-names.ts'

/** The emulated services, as the HTTP side knows them. They bring routes, failures and callers of their own. */
export type Emulation = {
  /** Below which path the calls for a host name are served; undefined for all names but the services'. */
  prefixOfHost: (name: string) => string | undefined
  register: (
    app: FastifyInstance,
    tools: {
      checkOrigin: (request: FastifyRequest) => void
      /** For calls that bring no key. */
      isOwner: (request: FastifyRequest) => boolean
      toAppError: (error: unknown) => AppError
    },
  ) => void
  /** How the service at this url answers with a failure; undefined where there is none. */
  failureSender: (url: string) => ((reply: FastifyReply, error: AppError) => FastifyReply) | undefined
}

type Hosts = Pick<Emulation, 'prefixOfHost'>

/** A call for a service's host name becomes one below the service's path. */
export function rewriteUrl({ prefixOfHost }: Hosts) {
  return ({ url = '/', headers }: IncomingMessage): string =>
    url.startsWith('/') ? `${prefixOfHost(hostName(headers)) ?? ''}${url}` : url
}

/** Whether a request is for a service by the service's host name, which leads nowhere else. */
export function isServiceHost({ headers, url }: FastifyRequest, { prefixOfHost }: Hosts): boolean {
  const prefix = prefixOfHost(hostName(headers))
  return prefix !== undefined && url.startsWith(`${prefix}/`)
}
