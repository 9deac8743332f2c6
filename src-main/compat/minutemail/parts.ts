import type { FastifyInstance } from 'fastify'
import type { ServiceDeps } from '../service.ts'

/** A field of the service that brings routes of its own, such as identities. */
export type MinuteMailPart = {
  /** Its routes of the API, relative to each of the API's bases: `/identities`. */
  api?: (app: FastifyInstance, deps: ServiceDeps) => void
  /** Its routes outside of the API, relative to the service's prefix: `/oauth/token`. */
  routes: (app: FastifyInstance, deps: ServiceDeps) => void | Promise<void>
  /** Paths of those routes that need no key, as they are declared: `/oauth/authorize`. */
  open?: readonly string[]
  /** Paths that anybody may call from anywhere, whatever they send: see `isPublic` of a service. */
  public?: readonly string[]
}
