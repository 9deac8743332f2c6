import { maxLandmarkMatches, maxLandmarkRows } from '#shared/api/limits.ts'
import {
  isGap,
  lowestOf,
  newestSeq,
  rowCount,
  rowsOf,
  tidy,
  type Gap,
  type Landmarks,
  type MessageList,
  type Page,
  type Stretch,
} from './message-list.ts'

/** The first page of a list, and the rest as a gap. */
export function startList(page: Page, exact: boolean): MessageList {
  const rest = page.nextCursor === null ? [] : [gapBelow(page, page.total - page.items.length)]
  return { stretches: tidy([{ items: page.items }, ...rest]), exact: exact || page.nextCursor === null }
}

/** Puts the page at the beginning of the gap that it was asked for. */
export function fillGap(list: MessageList, gap: Gap, page: Page): MessageList {
  const at = list.stretches.indexOf(gap)
  if (at < 0) return list // the list was begun anew meanwhile
  const lowest = lowestOf(list.stretches, at)
  const items = page.items.filter(({ seq }) => seq >= lowest)
  const isFilled =
    page.nextCursor === null || items.length < page.items.length || Number(page.nextCursor) <= lowest
  const rest = isFilled ? [] : [gapBelow(page, gap.rows - items.length)]
  return replaceAt(list, at, [{ items }, ...rest])
}

/** Cuts a gap at landmarks, so that any part of it can be asked for. */
export function splitGap(list: MessageList, gap: Gap, marks: Landmarks): MessageList {
  const at = list.stretches.indexOf(gap)
  if (at < 0) return list
  const lowest = lowestOf(list.stretches, at)
  const cuts = [gap.before, ...marks.cursors.map(Number).filter(seq => seq > lowest)]
  const isLast = at === list.stretches.length - 1
  // Counting ends at a limit: then the list is as long as was thought, or longer.
  const isCut = marks.count >= (list.exact ? maxLandmarkRows : maxLandmarkMatches)
  const rows = isLast && !isCut ? marks.count : Math.max(gap.rows, isCut ? marks.count : 0)
  const below = rows - marks.every * (cuts.length - 1)
  const last = isLast ? Math.max(0, below) : Math.min(marks.every, Math.max(1, below))
  const gaps = cuts.map((before, index) => ({ before, rows: index < cuts.length - 1 ? marks.every : last }))
  return { ...replaceAt(list, at, gaps), exact: list.exact || (isLast && !isCut) }
}

/** The server counts the whole list: what differs is in the last gap. */
export function withTotal(list: MessageList, total: number): MessageList {
  const at = list.stretches.findLastIndex(isGap)
  const gap = list.stretches[at]
  if (!gap || !isGap(gap) || !list.exact) return list
  return replaceAt(list, at, [{ ...gap, rows: Math.max(1, gap.rows + total - rowCount(list)) }])
}

/** The page is true from row `index` on, all else may have changed: gaps that are asked for when they come into sight. */
export function restartAt(list: MessageList, index: number, page: Page): MessageList {
  const newest = newestSeq(list)
  const above = index === 0 ? [] : [{ rows: index, before: newest + 1 }]
  const below = page.nextCursor === null ? [] : [gapBelow(page, rowCount(list) - index - page.items.length)]
  return { ...list, stretches: tidy([...above, { items: page.items }, ...below]) }
}

/** Lets go of what is more than `distance` rows away from `index`. */
export function forgetFar(list: MessageList, index: number, distance: number): MessageList {
  let start = 0
  const stretches = list.stretches.map((stretch): Stretch => {
    const [from, to] = [start, (start += rowsOf(stretch))]
    if (isGap(stretch) || (to > index - distance && from < index + distance)) return stretch
    return { rows: stretch.items.length, before: stretch.items[0]!.seq + 1 }
  })
  return { ...list, stretches }
}

function gapBelow(page: Page, rows: number): Gap {
  return { rows: Math.max(1, rows), before: Number(page.nextCursor) }
}

function replaceAt(list: MessageList, at: number, stretches: Stretch[]): MessageList {
  return { ...list, stretches: tidy(list.stretches.toSpliced(at, 1, ...stretches)) }
}
