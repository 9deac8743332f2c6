import type { MessageSummary } from '#shared/api/message-shapes.ts'

/**
 * A list that may be much longer than what is loaded of it: stretches of messages, newest first, with gaps in between. All
 * bounds are seqs, which neither new mail nor deletions move; only the number of rows of a gap is an estimate, until it is
 * filled.
 */
export type MessageList = {
  stretches: Stretch[]
  /** False when the list may be longer than is known: a search is counted up to a limit. */
  exact: boolean
}
export type Loaded = { items: MessageSummary[] }
/** `before` is above its first message: the cursor that leads to it. */
export type Gap = { rows: number; before: number }
export type Stretch = Loaded | Gap

/** What a call of the list answers. */
export type Page = { items: MessageSummary[]; nextCursor: string | null; total: number }
export type Landmarks = { count: number; cursors: string[]; every: number }

export const emptyList: MessageList = { stretches: [], exact: true }

export const isGap = (stretch: Stretch): stretch is Gap => 'rows' in stretch
export const rowsOf = (stretch: Stretch): number => (isGap(stretch) ? stretch.rows : stretch.items.length)

export function rowCount({ stretches }: MessageList): number {
  return stretches.reduce((sum, stretch) => sum + rowsOf(stretch), 0)
}

/** Undefined where it is not loaded. */
export function messageAt({ stretches }: MessageList, index: number): MessageSummary | undefined {
  let start = 0
  for (const stretch of stretches) {
    const rows = rowsOf(stretch)
    if (index < start + rows) return isGap(stretch) ? undefined : stretch.items[index - start]
    start += rows
  }
  return undefined
}

/** -1 when it is not loaded. */
export function indexOfMessage({ stretches }: MessageList, id: string): number {
  let start = 0
  for (const stretch of stretches) {
    const index = isGap(stretch) ? -1 : stretch.items.findIndex(message => message.id === id)
    if (index >= 0) return start + index
    start += rowsOf(stretch)
  }
  return -1
}

export function loadedMessages({ stretches }: MessageList): MessageSummary[] {
  return stretches.flatMap(stretch => (isGap(stretch) ? [] : stretch.items))
}

/** What is loaded from one row to another, whichever is first. */
export function messagesBetween(list: MessageList, one: number, other: number): MessageSummary[] {
  const [from, to] = [Math.min(one, other), Math.max(one, other)]
  let start = 0
  return list.stretches.flatMap(stretch => {
    const first = start
    start += rowsOf(stretch)
    return isGap(stretch) ? [] : stretch.items.slice(Math.max(0, from - first), Math.max(0, to + 1 - first))
  })
}

/** The first gap that has a row from `from` to `to`, and how far into it the first such row is. */
export function gapIn(
  { stretches }: MessageList,
  from: number,
  to: number,
): { gap: Gap; offset: number } | undefined {
  let start = 0
  for (const stretch of stretches) {
    const end = start + rowsOf(stretch)
    if (isGap(stretch) && end > from && start <= to)
      return { gap: stretch, offset: Math.max(0, from - start) }
    start = end
  }
  return undefined
}

/** Above everything that is known of the list. */
export function newestSeq({ stretches }: MessageList): number {
  const [first] = stretches
  if (!first) return 0
  return isGap(first) ? first.before - 1 : first.items[0]!.seq
}

/** The lowest seq that belongs to a stretch, by where the next one begins. */
export function lowestOf(stretches: Stretch[], at: number): number {
  const next = stretches[at + 1]
  if (!next) return 0
  return isGap(next) ? next.before : next.items[0]!.seq + 1
}

/** Without empty stretches. */
export const tidy = (stretches: Stretch[]): Stretch[] => stretches.filter(stretch => rowsOf(stretch) > 0)
