import type { MessageSummary } from '#shared/api/message-shapes.ts'

/** The loaded, newest part of a list that may be much longer. */
export type MessageList = { items: MessageSummary[]; nextCursor: string | null; total: number }

export const emptyList: MessageList = { items: [], nextCursor: null, total: 0 }

export function appendPage(list: MessageList, page: MessageList): MessageList {
  return {
    items: [...list.items, ...unknownTo(list, page.items)],
    nextCursor: page.nextCursor,
    total: page.total,
  }
}

export function prependFresh(list: MessageList, fresh: MessageSummary[]): MessageList {
  const added = unknownTo(list, fresh)
  return { ...list, items: [...added, ...list.items], total: list.total + added.length }
}

/** Replaces the messages that are in the list; others are left out. */
export function replaceKnown(list: MessageList, changed: MessageSummary[]): MessageList {
  const byId = new Map(changed.map(message => [message.id, message]))
  return { ...list, items: list.items.map(message => byId.get(message.id) ?? message) }
}

export function withoutIds(list: MessageList, ids: string[]): MessageList {
  const gone = new Set(ids)
  const items = list.items.filter(message => !gone.has(message.id))
  return { ...list, items, total: Math.max(items.length, list.total - (list.items.length - items.length)) }
}

function unknownTo(list: MessageList, messages: MessageSummary[]): MessageSummary[] {
  const known = new Set(list.items.map(message => message.id))
  return messages.filter(message => !known.has(message.id))
}
