import type { MessageSummary } from '#shared/api/message-shapes.ts'
import { indexOfMessage, isGap, lowestOf, newestSeq, tidy, type MessageList } from './message-list.ts'

/** What came on top; undefined messages in between are not possible: the page must reach down to the list. */
export function prependFresh(list: MessageList, fresh: MessageSummary[]): MessageList {
  const newest = newestSeq(list)
  const items = fresh.filter(({ seq }) => seq > newest)
  const [first, ...rest] = list.stretches
  const top =
    first && !isGap(first) ? [{ items: [...items, ...first.items] }, ...rest] : [{ items }, ...list.stretches]
  return { ...list, stretches: tidy(top) }
}

/** Replaces the messages that are in the list; others are left out. */
export function replaceKnown(list: MessageList, changed: MessageSummary[]): MessageList {
  const byId = new Map(changed.map(message => [message.id, message]))
  return mapLoaded(list, items =>
    items.some(({ id }) => byId.has(id)) ? items.map(message => byId.get(message.id) ?? message) : items,
  )
}

export function withoutIds(list: MessageList, ids: Iterable<string>): MessageList {
  const gone = new Set(ids)
  return mapLoaded(list, items =>
    items.some(({ id }) => gone.has(id)) ? items.filter(({ id }) => !gone.has(id)) : items,
  )
}

/** Without what is as old as a seq or older. */
export function withoutThrough(list: MessageList, seq: number): MessageList {
  const younger = mapLoaded(list, items => items.filter(message => message.seq > seq))
  return { ...younger, stretches: younger.stretches.filter(one => !isGap(one) || one.before > seq + 1) }
}

/** Puts messages where they were before they were taken out; in a gap they only count. */
export function putBack(list: MessageList, messages: MessageSummary[]): MessageList {
  const missing = messages.filter(({ id }) => indexOfMessage(list, id) < 0)
  if (list.stretches.length === 0) return { ...list, stretches: tidy([{ items: bySeq(missing) }]) }
  let rest = bySeq(missing)
  const stretches = list.stretches.map((stretch, at) => {
    const lowest = lowestOf(list.stretches, at)
    const [own, below] = partition(rest, ({ seq }) => seq >= lowest)
    rest = below
    if (own.length === 0) return stretch
    return isGap(stretch)
      ? { ...stretch, rows: stretch.rows + own.length }
      : { items: bySeq([...stretch.items, ...own]) }
  })
  return { ...list, stretches }
}

function mapLoaded(list: MessageList, map: (items: MessageSummary[]) => MessageSummary[]): MessageList {
  const stretches = list.stretches.map(stretch => {
    if (isGap(stretch)) return stretch
    const items = map(stretch.items)
    return items === stretch.items ? stretch : { items }
  })
  return { ...list, stretches: tidy(stretches) }
}

const bySeq = (messages: MessageSummary[]): MessageSummary[] => messages.toSorted((a, b) => b.seq - a.seq)

function partition<T>(all: T[], belongs: (one: T) => boolean): [T[], T[]] {
  return [all.filter(belongs), all.filter(one => !belongs(one))]
}
