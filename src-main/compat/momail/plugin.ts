import type { FastifyInstance, FastifyReply } from 'fastify'
import { compatPath } from '#shared/api/compat.ts'
import { apiKeyOf, bearerOf } from '../given-secrets.ts'
import type { CompatService, ServiceDeps } from '../service.ts'
import { emailRoutes } from './current/emails.ts'
import { keyRoutes } from './current/keys.ts'
import { mailboxRoutes } from './current/mailboxes.ts'
import { outboundRoutes } from './current/outbound.ts'
import { searchRoutes } from './current/search.ts'
import { webhookRoutes } from './current/webhooks.ts'
import { refuseCall, toFailure } from './failures.ts'
import { createHourCounts, judgeHour } from './hour-limit.ts'
import { billingRoutes } from './old/billing.ts'
import { domainRoutes } from './old/domains.ts'
import { keyRoutes as oldKeyRoutes } from './old/keys.ts'
import { searchRoutes as oldSearchRoutes } from './old/search.ts'
import { webhookRoutes as oldWebhookRoutes } from './old/webhooks.ts'
import { tierLimitsOf } from './tiers.ts'

const health = '/v1/api/health'

/** Both generations: the older one below `/v1`, the current one below `/v1/api`. */
export const momail: CompatService = {
  service: 'momail',
  name: 'MoMail',
  bases: [
    { replaces: 'https://momail.io/v1/api', path: '/v1/api' },
    { replaces: 'https://api.momail.io/v1', path: '/v1' },
  ],
  plans: ['momail-free', 'momail-pro', 'momail-enterprise'],
  secretsOf: headers => [...bearerOf(headers), ...apiKeyOf(headers)],
  isOpen: ({ route }) => route === `${compatPath('momail')}${health}`,
  toAnswer: toFailure,
  tellLimits: (reply, { tightest }) => tightest && tell(reply, tightest),
  routes,
}

function routes(app: FastifyInstance, deps: ServiceDeps): void {
  limitHours(app, deps)
  app.get(health, async () => ({ status: 'ok' }))
  for (const part of [mailboxRoutes, keyRoutes, emailRoutes, outboundRoutes, searchRoutes, webhookRoutes])
    part(app, deps)
  for (const part of [oldKeyRoutes, domainRoutes, oldSearchRoutes, oldWebhookRoutes, billingRoutes])
    part(app, deps)
}

/** Plans here know a minute and a day; MoMail has an hour between them, all keys of an account together. */
function limitHours(app: FastifyInstance, { limitsOf, now }: ServiceDeps): void {
  const hours = createHourCounts()
  app.addHook('onRequest', async (request, reply) => {
    if (request.caller.kind !== 'key') return
    const { plan, tightest } = limitsOf(request)
    const size = tierLimitsOf(plan).requestsPerHour
    if (size === null) return
    const hour = judgeHour(hours.count(request.caller.key.accountId, now()), size, now())
    if (!tightest || hour.remaining < tightest.remaining) tell(reply, hour)
    if (hour.isOver) throw refuseCall('hour', size, hour.resetsAt - now())
  })
}

/** Of several limits the one with the least left. `Reset` is in seconds since 1970. */
function tell(
  reply: FastifyReply,
  { size, remaining, resetsAt }: { size: number; remaining: number; resetsAt: number },
): void {
  reply
    .header('x-ratelimit-limit', size)
    .header('x-ratelimit-remaining', remaining)
    .header('x-ratelimit-reset', Math.ceil(resetsAt / 1000))
}
