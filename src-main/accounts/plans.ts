import type { Plan, PlanLimits } from '#shared/api/plans.ts'

/** No limits at all. */
export const noLimits: PlanLimits = {
  requestsPerMinute: null,
  burst: null,
  callsPerDay: null,
  callsPerMonth: null,
  activeMailboxes: null,
  archivedMailboxes: null,
  maxLifetimeMinutes: null,
  maxMessageBytes: null,
  retentionDays: null,
}
const none = { builtIn: true, ...noLimits }
const megabyte = 1024 * 1024
const yearMinutes = 365 * 24 * 60

/** What MinuteMail documents of its plans: lifetimes of one to 60 minutes on all of them. */
function minuteMail(id: string, limits: Partial<Plan>): Plan {
  return { ...none, id, maxLifetimeMinutes: 60, ...limits }
}

/**
 * Plans that are always there: no limits at all, and those of the hosted services as far as they document them.
 * What a service says nothing about has no limit here.
 */
export const builtInPlans: readonly Plan[] = [
  { ...none, id: 'unlimited' },
  minuteMail('free', {
    requestsPerMinute: 60,
    burst: 100,
    callsPerDay: 100,
    activeMailboxes: 3,
    archivedMailboxes: 5,
  }),
  minuteMail('hobbyist', {
    requestsPerMinute: 120,
    burst: 200,
    callsPerDay: 1_000,
    activeMailboxes: 10,
    archivedMailboxes: 20,
  }),
  minuteMail('pro', {
    requestsPerMinute: 600,
    burst: 1_000,
    callsPerDay: 10_000,
    activeMailboxes: 50,
    archivedMailboxes: 200,
  }),
  minuteMail('team', {
    requestsPerMinute: 1_200,
    burst: 2_000,
    callsPerDay: 50_000,
    activeMailboxes: 200,
    archivedMailboxes: 1_000,
  }),
  { ...none, id: 'dustmail-free', callsPerDay: 100, maxLifetimeMinutes: 30 },
  { ...none, id: 'dustmail-premium', maxLifetimeMinutes: yearMinutes },
  {
    ...none,
    id: 'momail-free',
    requestsPerMinute: 20,
    burst: 20,
    callsPerDay: 1_000,
    maxMessageBytes: 10 * megabyte,
    retentionDays: 30,
  },
  {
    ...none,
    id: 'momail-pro',
    requestsPerMinute: 100,
    burst: 100,
    callsPerDay: 20_000,
    maxMessageBytes: 25 * megabyte,
    retentionDays: 365,
  },
  {
    ...none,
    id: 'momail-enterprise',
    requestsPerMinute: 500,
    burst: 500,
    callsPerDay: 100_000,
    maxMessageBytes: 50 * megabyte,
  },
  // Its budgets exist but are not published: these are ours.
  { ...none, id: 'mailfade-dev', callsPerMonth: 10_000, retentionDays: 7 },
  { ...none, id: 'mailfade-team', callsPerMonth: 100_000, retentionDays: 30 },
]

export const unlimitedPlan: Plan = builtInPlans[0]!

/** A bucket needs something that refills it. */
export const isRefilled = ({ requestsPerMinute, burst }: PlanLimits): boolean =>
  burst === null || requestsPerMinute !== null
