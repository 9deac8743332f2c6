import type { Plan } from '#shared/api/plans.ts'
import type { Tier } from './schema.ts'

/** What MoMail documents of its plans beyond what plans have here. Null is no limit. */
type TierLimits = {
  requestsPerHour: number | null
  searchesPerMonth: number | null
  customDomains: number | null
  /** These two are told and not enforced. */
  emailsPerMonth: number | null
  storageBytes: number | null
}

const gigabyte = 1e9

const limits: Record<Tier, TierLimits> = {
  free: {
    requestsPerHour: 100,
    searchesPerMonth: 100,
    customDomains: 1,
    emailsPerMonth: 100,
    storageBytes: gigabyte,
  },
  pro: {
    requestsPerHour: 2_000,
    searchesPerMonth: 5_000,
    customDomains: 10,
    emailsPerMonth: 10_000,
    storageBytes: 50 * gigabyte,
  },
  enterprise: {
    requestsPerHour: 10_000,
    searchesPerMonth: null,
    customDomains: null,
    emailsPerMonth: null,
    storageBytes: null,
  },
}

const none: TierLimits = {
  requestsPerHour: null,
  searchesPerMonth: null,
  customDomains: null,
  emailsPerMonth: null,
  storageBytes: null,
}

const tiers: Readonly<Record<string, Tier>> = {
  'momail-free': 'free',
  'momail-pro': 'pro',
  'momail-enterprise': 'enterprise',
}

/** Any other plan is shown as free if it counts calls a day, else as enterprise. */
export function tierOf({ id, callsPerDay }: Pick<Plan, 'id' | 'callsPerDay'>): Tier {
  return tiers[id] ?? (callsPerDay === null ? 'enterprise' : 'free')
}

/** Of MoMail's own plans only: any other has what it says itself, and no more. */
export function tierLimitsOf({ id }: Pick<Plan, 'id'>): TierLimits {
  const tier = tiers[id]
  return tier ? limits[tier] : none
}
