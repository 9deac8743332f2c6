import { z } from 'zod'
import { Timestamp, wholeNumber } from './fields.ts'
import { operation } from './operation.ts'

/** Days of usage that are kept, today included. */
export const usageDays = 30

const CallCounts = { calls: z.int(), errors: z.int() }

const UsageDay = z.object({
  /** A UTC day: 2026-11-21. */
  date: z.iso.date(),
  /** Of keys and of the owner; refused ones too. */
  calls: z.int(),
  /** Calls that were answered with a status of 400 or more. */
  errors: z.int(),
  messagesReceived: z.int(),
  bytesReceived: z.int(),
  /** `id` null is the owner, `name` null a key that was deleted. */
  keys: z.array(z.object({ id: z.string().nullable(), name: z.string().nullable(), ...CallCounts })),
  routes: z.array(z.object({ route: z.string(), ...CallCounts })),
})
export type UsageDay = z.infer<typeof UsageDay>

/** Null is no limit. */
const Quota = z.object({ limit: z.int().nullable(), used: z.int(), remaining: z.int().nullable() })
export type Quota = z.infer<typeof Quota>

export const Usage = z.object({
  accountId: z.string(),
  plan: z.string(),
  today: z.object({
    /** Calls of keys: the owner's own are not limited. */
    /** Of the key that has used most of what it may call at once; null when the plan does not limit that. */
    callsPerMinute: Quota.nullable(),
    callsPerDay: Quota.extend({ resetsAt: Timestamp }),
    activeMailboxes: Quota,
    archivedMailboxes: Quota,
  }),
  /** Newest first, without gaps. */
  days: z.array(UsageDay),
})
export type Usage = z.infer<typeof Usage>

export const usageOperations = {
  getUsage: operation({
    method: 'GET',
    path: '/usage',
    summary:
      'Calls and mail of an account by day, key and route, and what is left of today; kept for 30 days.',
    access: 'key',
    query: z.strictObject({
      /** A key's own account; for the owner the local one unless named. */
      account: z.string().min(1).max(100).optional(),
      days: wholeNumber(1, usageDays).default(7),
    }),
    output: Usage,
  }),
}
