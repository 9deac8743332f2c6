import type { FastifyInstance, FastifyRequest } from 'fastify'
import { compatPath } from '#shared/api/compat.ts'
import { bearerOf } from '../given-secrets.ts'
import type { CompatService, ServiceDeps } from '../service.ts'
import { archiveRoutes } from './archive.ts'
import { attachmentRoutes } from './attachments.ts'
import { domainRoutes } from './domains.ts'
import { toFailure } from './failures.ts'
import type { Features, MinuteMailDeps } from './features.ts'
import { health } from './health.ts'
import { mailboxRoutes } from './mailboxes.ts'
import { mailRoutes } from './mails.ts'
import type { MinuteMailPart } from './parts.ts'
import { teamRoutes } from './team.ts'

type Deps = {
  /** Whether refusals of a key or a domain are text/plain. */
  plainErrors: boolean
  features: Features
  /** What else the service has beside mailboxes. */
  parts: readonly MinuteMailPart[]
}

/** Where the API is: as all documents have it, and as the page about API keys has it. */
const bases = ['/v1', '', '/api']

/** Every answer says how many calls are left. Where none are counted: more than anybody makes, and no client stumbles. */
const unlimited = 2_147_483_647

export function createMinuteMail({ plainErrors, features, parts: more }: Deps): CompatService {
  const parts = [health, ...more]
  const isOpen = isForOneOf(parts.flatMap(part => part.open ?? []))
  const isPublic = isForOneOf(parts.flatMap(part => part.public ?? []))

  async function routes(app: FastifyInstance, deps: ServiceDeps): Promise<void> {
    app.addContentTypeParser(
      'multipart/form-data',
      { parseAs: 'buffer' },
      async (_request: FastifyRequest, body: Buffer) => body,
    )
    for (const prefix of bases)
      app.register(
        async scope => {
          apiRoutes(scope, { ...deps, ...features })
          for (const part of parts) part.api?.(scope, deps)
        },
        { prefix },
      )
    for (const part of parts) await part.routes(app, deps)
  }

  return {
    service: 'minutemail',
    name: 'MinuteMail',
    bases: [
      { replaces: 'https://api.minutemail.co/v1', path: '/v1' },
      { replaces: 'https://api.minutemail.co', path: '' },
    ],
    plans: ['free', 'hobbyist', 'pro', 'team'],
    secretsOf: bearerOf,
    isOpen,
    isPublic,
    toAnswer: error => toFailure(error, { plain: plainErrors }),
    tellLimits: (reply, { tightest }) =>
      void reply.header('x-ratelimit-remaining', tightest?.remaining ?? unlimited),
    routes,
  }
}

/** Whether a request is for one of these paths. */
function isForOneOf(paths: readonly string[]) {
  const urls = new Set(paths.map(path => `${compatPath('minutemail')}${path}`))
  return ({ routeOptions }: FastifyRequest): boolean => urls.has(routeOptions.url ?? '')
}

function apiRoutes(app: FastifyInstance, deps: MinuteMailDeps): void {
  mailboxRoutes(app, deps)
  mailRoutes(app, deps)
  attachmentRoutes(app, deps)
  archiveRoutes(app, deps)
  domainRoutes(app, deps)
  teamRoutes(app, deps)
}
