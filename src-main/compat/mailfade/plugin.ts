import type { FastifyInstance, FastifyRequest } from 'fastify'
import { compatPath } from '#shared/api/compat.ts'
import { bearerOf } from '../given-secrets.ts'
import type { CompatService, ServiceDeps } from '../service.ts'
import { toFailure } from './failures.ts'
import { inboxRoutes } from './inbox-routes.ts'
import { keyRoutes } from './key-routes.ts'

export const mailfade: CompatService = {
  service: 'mailfade',
  name: 'Mailfade',
  bases: [{ replaces: 'https://api.mailfade.dev', path: '' }],
  plans: ['mailfade-dev', 'mailfade-team'],
  secretsOf: bearerOf,
  isOpen: ({ routeOptions: { url } }: FastifyRequest) => open.has(url ?? ''),
  toAnswer: toFailure,
  tellLimits(reply, { tightest }) {
    if (!tightest) return
    reply.header('x-ratelimit-limit', tightest.size).header('x-ratelimit-remaining', tightest.remaining)
  },
  routes,
}

/** What is there without a key: the free tier, and buying one. */
const open = new Set(
  ['/inbox/:address', '/inbox/*', '/message/:id', '/keys', '/keys/:invoiceId', '/checkout/:invoiceId'].map(
    path => `${compatPath('mailfade')}${path}`,
  ),
)

function routes(app: FastifyInstance, deps: ServiceDeps): void {
  inboxRoutes(app, deps)
  keyRoutes(app, deps)
}
