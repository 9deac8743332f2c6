import type { Call } from '#shared/api/contract.ts'
import type { MessageSummary } from '#shared/api/message-shapes.ts'

export const listFilters = ['all', 'unread', 'codes', 'files'] as const
export type ListFilter = (typeof listFilters)[number]

/** What the list shows. */
export type ListQuery = {
  /** The id of a remote account; null is this computer. */
  remote: string | null
  /** By its address; one of a remote account by its id, since this computer may have the same address. */
  mailbox: string | null
  pinned: boolean
  search: string
  filter: ListFilter
}

export const allMail: ListQuery = { remote: null, mailbox: null, pinned: false, search: '', filter: 'all' }

export function isNarrowed(query: ListQuery): boolean {
  return query.search !== '' || query.filter !== 'all'
}

/** Whether the server keeps the count of it. Of a search it counts up to a limit. */
export function hasKnownTotal(query: ListQuery): boolean {
  return !isNarrowed(query) && !query.pinned
}

/** Whether marking a message may take it in or out. */
export function hangsOnFlags({ filter, pinned, search }: ListQuery): boolean {
  return filter === 'unread' || pinned || /(is|tag):/i.test(search)
}

/** Whether all that one list shows is in the other too, as far as that can be told without searching. */
export function covers(whole: ListQuery, part: ListQuery): boolean {
  if (isSameQuery(whole, part)) return true
  return (
    hasKnownTotal(whole) &&
    whole.remote === part.remote &&
    (whole.mailbox === null || whole.mailbox === part.mailbox)
  )
}

/** What tells which lists a message belongs to. */
export type Listed = Pick<
  MessageSummary,
  'mailboxId' | 'address' | 'unread' | 'pinned' | 'hasCodes' | 'attachmentCount'
>

/** Whether the message belongs to a list without a search. */
export function shows({ mailbox, pinned, filter }: ListQuery, message: Listed): boolean {
  const isThere = mailbox === null || mailbox === message.address || mailbox === message.mailboxId
  return isThere && (!pinned || message.pinned) && fits[filter](message)
}

const fits: Record<ListFilter, (message: Listed) => boolean> = {
  all: () => true,
  unread: ({ unread }) => unread,
  codes: ({ hasCodes }) => hasCodes,
  files: ({ attachmentCount }) => attachmentCount > 0,
}

/** Whether pinned mail is what is looked for, rather than what happens to be among it. */
export function meansPinned({ pinned, search }: ListQuery): boolean {
  return pinned || /is:pinned/i.test(search)
}

export function isSameQuery(one: ListQuery, other: ListQuery): boolean {
  return JSON.stringify({ ...allMail, ...one }) === JSON.stringify({ ...allMail, ...other })
}

/** The same in the words of the API, which knows pins and codes as search operators only. */
export function toListCall(query: ListQuery): Call<'listMessages'> {
  const search = needsBrackets(query) ? `(${query.search})` : query.search
  const terms = [search, query.pinned && 'is:pinned', query.filter === 'codes' && 'has:code']
  const q = terms.filter(Boolean).join(' ')
  return {
    ...(query.remote === null ? {} : { remote: query.remote }),
    ...(query.mailbox === null ? {} : { mailbox: query.mailbox }),
    ...(q === '' ? {} : { q }),
    ...(query.filter === 'unread' ? { unread: true } : {}),
    ...(query.filter === 'files' ? { hasAttachment: true } : {}),
  }
}

/** OR binds looser than what is added behind it. */
function needsBrackets(query: ListQuery): boolean {
  return query.search !== '' && (query.pinned || query.filter === 'codes')
}
