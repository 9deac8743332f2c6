import type { Info } from '#shared/api/system.ts'

export type RetentionName = 'retention.maxMessages' | 'retention.maxAgeDays' | 'retention.maxBytes'

/** How many messages a limit of count takes away at once; pinned ones stay and do not count. 0 is no limit. */
export function removedByCount(
  limit: number,
  { messageCount, pinnedCount }: Pick<Info, 'messageCount' | 'pinnedCount'>,
): number {
  return limit === 0 ? 0 : Math.max(0, messageCount - pinnedCount - limit)
}

/** The search for what a limit of age takes away. */
export const olderThan = (days: number): string => `before:${days}d -is:pinned`

/** Fewer than before: only then can anything go. 0 is no limit. */
export const isStricter = (limit: number, before: number): boolean =>
  limit !== 0 && (before === 0 || limit < before)
