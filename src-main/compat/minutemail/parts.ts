import type { FastifyInstance } from 'fastify'
import type { ServiceDeps } from '../service.ts'

/** A field of the service that brings routes of its own, such as identities. */
export type MinuteMailPart = {
  /** Its routes, relative to the service's prefix: `/v1/identities`, `/oauth/token`. */
  routes: (app: FastifyInstance, deps: ServiceDeps) => void | Promise<void>
  /** Paths of those routes that need no key, as they are declared: `/oauth/authorize`. */
  open?: readonly string[]
  /** Paths that anybody may call from anywhere, whatever they send: see `isPublic` of a service. */
  public?: readonly string[]
}
