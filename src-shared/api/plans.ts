import { z } from 'zod'

const limit = (max: number) => z.int().min(0).max(max).nullable()

/** What an account may use. Null is no limit. */
export const Plan = z.object({
  id: z.string(),
  builtIn: z.boolean(),
  /** Refill of a key's token bucket. */
  requestsPerMinute: limit(1_000_000),
  /** Size of the bucket: so many calls at once after a pause. */
  burst: limit(1_000_000),
  /** Of all keys together; starts anew at 00:00 UTC. */
  callsPerDay: limit(1_000_000_000),
  activeMailboxes: limit(1_000_000),
  archivedMailboxes: limit(1_000_000),
  /** A mailbox's longest lifetime; null also allows mailboxes that never expire. */
  maxLifetimeMinutes: limit(5_256_000),
  maxMessageBytes: limit(52_428_800),
  /** Messages are deleted after so many days. */
  retentionDays: limit(36_500),
})
export type Plan = z.infer<typeof Plan>
