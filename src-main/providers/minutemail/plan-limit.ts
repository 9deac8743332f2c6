import type { Quota } from '../provider.ts'

/** Calls a day of MinuteMail's plans. */
const plans = [100, 1_000, 10_000, 50_000]
/** Nobody makes so many: who has no limit writes a number that is larger still. */
const noLimitFrom = 1_000_000_000

/**
 * MinuteMail tells how many calls are left, and not of how many: it is at least the smallest plan that has so many. The
 * largest that was seen counts, for the number only falls until the day is over.
 */
export function createPlanLimit(): (quota: Quota) => Quota {
  let largest = 0
  return quota => {
    if (quota.limit !== null || quota.remaining === null) return quota
    const { remaining } = quota
    if (remaining >= noLimitFrom) return { ...quota, remaining: null, unlimited: true }
    largest = Math.max(largest, plans.find(limit => limit >= remaining) ?? remaining)
    return { ...quota, limit: largest }
  }
}
