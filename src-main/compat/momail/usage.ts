import type { FastifyRequest } from 'fastify'
import { compatPath } from '#shared/api/compat.ts'
import { usageDays, type UsageDay } from '#shared/api/usage.ts'
import type { ServiceDeps } from '../service.ts'
import { refuse } from './failures.ts'
import { tierLimitsOf } from './tiers.ts'

const searchRoutes = ['/v1/search', '/v1/api/search'].map(path => `POST ${compatPath('momail')}${path}`)

/** The month that runs, by the calendar (UTC); in unix milliseconds, the end not included. */
export function monthOf(now: number): { start: number; end: number } {
  const date = new Date(now)
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()]
  return { start: Date.UTC(year, month), end: Date.UTC(year, month + 1) }
}

/** Searches that were answered, and the one that is being asked. */
export function searchesIn(days: UsageDay[]): number {
  const routes = days.flatMap(day => day.routes).filter(({ route }) => searchRoutes.includes(route))
  return routes.reduce((sum, { calls, errors }) => sum + calls - errors, 0)
}

export function createMonthlyUsage({ call, limitsOf, now }: ServiceDeps) {
  /** The days of this month. Usage is kept for 30 days, so on a 31st the first of the month is forgotten. */
  async function daysOfMonth(request: FastifyRequest): Promise<UsageDay[]> {
    const today = new Date(now()).getUTCDate()
    return (await call(request, 'getUsage', { days: Math.min(today, usageDays) })).days
  }

  /** Throws `quota_exceeded` when the plan has no search left. */
  async function checkSearch(request: FastifyRequest): Promise<void> {
    const limit = tierLimitsOf(limitsOf(request).plan).searchesPerMonth
    if (limit === null) return
    const used = searchesIn(await daysOfMonth(request))
    if (used <= limit) return
    throw refuse('quota_exceeded', 'QUOTA_EXCEEDED', 'The searches of this month are used up.', {
      limit,
      window: 'month',
      resets_at: new Date(monthOf(now()).end).toISOString(),
    })
  }

  return { daysOfMonth, checkSearch }
}
