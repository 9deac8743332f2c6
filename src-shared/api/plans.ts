import { z } from 'zod'
import { operation } from './operation.ts'

/** A limit from `min` to `max`; null is none. */
const limit = (min: number, max: number) => z.int().min(min).max(max).nullable()

const limits = {
  /** Refill of a key's token bucket. */
  requestsPerMinute: limit(1, 1_000_000),
  /** Size of the bucket: so many calls at once after a pause. Null: as many as a minute refills. */
  burst: limit(1, 1_000_000),
  /** Of all keys together; starts anew at 00:00 UTC. */
  callsPerDay: limit(0, 1_000_000_000),
  /** Likewise, from the first of a month at 00:00 UTC on. */
  callsPerMonth: limit(0, 1_000_000_000),
  activeMailboxes: limit(0, 1_000_000),
  archivedMailboxes: limit(0, 1_000_000),
  /** A mailbox's longest lifetime; null also allows mailboxes that never expire. */
  maxLifetimeMinutes: limit(1, 5_256_000),
  maxMessageBytes: limit(1, 52_428_800),
  /** Messages are deleted after so many days. */
  retentionDays: limit(1, 36_500),
}

const PlanId = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,49}$/,
    'must be 1 to 50 small letters, digits and dashes, and not start with a dash',
  )

/** What an account may use. Null is no limit. */
export const Plan = z.object({ id: z.string(), builtIn: z.boolean(), ...limits })
export type Plan = z.infer<typeof Plan>
export type PlanLimits = Omit<Plan, 'id' | 'builtIn'>

const ChangedLimits = z.strictObject(limits).partial()
export type ChangedLimits = z.infer<typeof ChangedLimits>

const planParams = z.strictObject({ id: z.string().min(1).max(50) })

export const planOperations = {
  listPlans: operation({
    method: 'GET',
    path: '/plans',
    summary: 'All plans: the built-in ones, then the owner’s. Null is no limit.',
    access: 'key',
    output: z.object({ items: z.array(Plan), nextCursor: z.null(), total: z.int() }),
  }),
  createPlan: operation({
    method: 'POST',
    path: '/plans',
    summary: 'Adds a plan; a limit that is not named is none. 409 when the id is taken.',
    access: 'owner',
    body: z.strictObject({ id: PlanId, ...ChangedLimits.shape }),
    output: Plan,
    status: 201,
  }),
  updatePlan: operation({
    method: 'PATCH',
    path: '/plans/:id',
    summary: 'Changes limits of a plan, at once for all its accounts. 409 for a built-in one.',
    access: 'owner',
    params: planParams,
    body: ChangedLimits,
    output: Plan,
  }),
  deletePlan: operation({
    method: 'DELETE',
    path: '/plans/:id',
    summary: 'Deletes a plan. 409 when it is built in, or an account is on it.',
    access: 'owner',
    params: planParams,
    output: z.void(),
    status: 204,
  }),
}
