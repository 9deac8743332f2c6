import type { FastifyInstance, FastifyRequest } from 'fastify'
import { toTimestamp } from '#shared/api/fields.ts'
import { readInput } from '../../read-input.ts'
import type { ServiceDeps } from '../../service.ts'
import { takeFrom } from '../../paging.ts'
import { tierLimitsOf, tierOf } from '../tiers.ts'
import { createMonthlyUsage, monthOf, searchesIn } from '../usage.ts'
import { Checkout, Portal, UsageDays } from './schema.ts'

/** Storage is that of so many mailboxes, the newest: no test of an app needs more, and each is read. */
const maxMailboxes = 10_000

export function billingRoutes(app: FastifyInstance, deps: ServiceDeps): void {
  const { call, limitsOf, now } = deps
  const usage = createMonthlyUsage(deps)
  const mailboxesOf = async (request: FastifyRequest) => {
    const page = { offset: 0, limit: maxMailboxes }
    return (await takeFrom(turn => call(request, 'listMailboxes', turn), page)).items
  }

  app.get('/v1/billing/subscription', async request => {
    const { start, end } = monthOf(now())
    return {
      success: true,
      data: {
        status: 'active',
        plan: tierOf(limitsOf(request).plan),
        currentPeriodStart: toTimestamp(start),
        currentPeriodEnd: toTimestamp(end),
        cancelAtPeriodEnd: false,
      },
    }
  })

  app.get('/v1/billing/usage', async request => {
    const limits = tierLimitsOf(limitsOf(request).plan)
    const [days, mailboxes] = await Promise.all([usage.daysOfMonth(request), mailboxesOf(request)])
    return {
      success: true,
      data: {
        emailsUsed: sum(days.map(({ messagesReceived }) => messagesReceived)),
        emailsLimit: limits.emailsPerMonth,
        searchesUsed: searchesIn(days),
        searchesLimit: limits.searchesPerMonth,
        storageUsed: sum(mailboxes.map(({ sizeBytes }) => sizeBytes)),
        storageLimit: limits.storageBytes,
      },
    }
  })

  app.get('/v1/billing/usage/domains', async request => {
    const byDomain = Map.groupBy(await mailboxesOf(request), ({ domain }) => domain)
    const data = [...byDomain].map(([domain, mailboxes]) => ({
      domain,
      mailboxes: mailboxes.length,
      emails: sum(mailboxes.map(({ messageCount }) => messageCount)),
      storageUsed: sum(mailboxes.map(({ sizeBytes }) => sizeBytes)),
    }))
    return { success: true, data }
  })

  app.get('/v1/billing/usage/daily', async request => {
    const { days } = await call(request, 'getUsage', readInput(UsageDays, request.query))
    const data = days.map(day => ({
      date: day.date,
      emails: day.messagesReceived,
      searches: searchesIn([day]),
      requests: day.calls,
    }))
    return { success: true, data }
  })

  // Nothing is sold here: who goes to pay comes back as one who did not.
  app.post('/v1/billing/checkout', async request => {
    const { cancelUrl } = readInput(Checkout, request.body)
    return { success: true, data: { url: cancelUrl } }
  })

  app.post('/v1/billing/portal', async request => {
    const { returnUrl } = readInput(Portal, request.body)
    return { success: true, data: { url: returnUrl } }
  })
}

const sum = (numbers: number[]): number => numbers.reduce((total, one) => total + one, 0)
