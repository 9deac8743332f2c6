import { covers, isSameQuery, meansPinned, shows, type ListQuery, type Listed } from './list-query.ts'

/** What hiding and counting need of a message. Right after a deletion it is the whole summary, which can be put back. */
export type HiddenMessage = Listed & { id: string; seq: number }
/** From a list: messages by name, or all of it as it was, up to a seq and without those that came later. */
export type Removal = { view: ListQuery } & ({ messages: HiddenMessage[] } | Whole)
/** `unread`: how many of it were, where that is known. */
type Whole = { through: number; unread?: number }

/** Of a whole list that is to be deleted only what came later is shown: its seqs are greater. */
export function findFloor(removals: Removal[], query: ListQuery): number {
  const whole = removals.map(removal =>
    'through' in removal && isHiddenBy(removal.view, query) ? removal.through : 0,
  )
  return Math.max(0, ...whole)
}

/** How many messages above a seq the server still counts in a list that are hidden, as far as that is known. */
export function countHidden(removals: Removal[], query: ListQuery, after: number): number {
  return removals
    .flatMap(removal => ('messages' in removal ? removal.messages.filter(belongs(removal, query)) : []))
    .filter(({ seq }) => seq > after).length
}

/** How many unread messages the server still counts that are hidden, of a mailbox or, with null, of this computer. */
export function countHiddenUnread(removals: Removal[], mailbox: string | null): number {
  return removals.reduce((sum, removal) => sum + unreadOf(removal, mailbox), 0)
}

/** Whether something of a list is hidden by it. */
export function hidesOf(removal: Removal, query: ListQuery): boolean {
  return 'messages' in removal
    ? removal.messages.some(belongs(removal, query))
    : isHiddenBy(removal.view, query)
}

/** Of another search nobody knows what it finds. */
const belongs = (removal: Removal, query: ListQuery) => (message: HiddenMessage) =>
  query.search === '' ? shows(query, message) : isSameQuery(removal.view, query)

function unreadOf(removal: Removal, mailbox: string | null): number {
  if (mailbox === null && (removal.view.remote ?? null) !== null) return 0
  if ('messages' in removal) return removal.messages.filter(isUnreadIn(mailbox)).length
  const { view, unread } = removal
  if (unread === undefined) return 0
  if (mailbox === null || view.mailbox === mailbox) return unread
  return view.mailbox === null ? Infinity : 0 // all mail is that of every mailbox
}

const isUnreadIn = (mailbox: string | null) => (message: HiddenMessage) =>
  message.unread && (mailbox === null || message.address === mailbox || message.mailboxId === mailbox)

/** Pinned mail stays, unless it is what was deleted. */
const isHiddenBy = (whole: ListQuery, query: ListQuery): boolean =>
  covers(whole, query) && (isSameQuery(whole, query) || !meansPinned(query))
