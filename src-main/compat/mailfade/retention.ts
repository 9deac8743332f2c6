import type { Plan } from '#shared/api/plans.ts'

const hourMs = 60 * 60 * 1000
const dayMs = 24 * hourMs

/** How long mail is there, in milliseconds; null is for ever. */
export type Retention = number | null

/** Without a key it is an hour, with one it is the plan's. */
export const freeRetention: Retention = hourMs
export const retentionOf = ({ retentionDays }: Pick<Plan, 'retentionDays'>): Retention =>
  retentionDays === null ? null : retentionDays * dayMs

/** For mail that never goes, which Mailfade has none of: clients go on reading a number. The end of the year 9999. */
const never = 253_402_300_799_999

export function expiresAt(receivedAt: number, retention: Retention): number {
  return retention === null ? never : receivedAt + retention
}

/** The earliest time of receipt of what is there still, and came after `since`; at most the end of all times. */
export function firstShown(
  { retention, since }: { retention: Retention; since: number | undefined },
  now: number,
): number {
  const kept = retention === null ? 0 : now - retention + 1
  return Math.min(Math.max(0, kept, since === undefined ? 0 : since + 1), never)
}
