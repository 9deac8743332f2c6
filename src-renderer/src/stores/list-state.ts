import { shallowRef } from 'vue'
import type { AppError } from '#shared/api/errors.ts'
import { allMail, type ListQuery } from './list-query.ts'
import { emptyList, messageAt, rowCount, type MessageList } from './message-list.ts'

/** Rows beside those in sight, which are loaded with them. */
export const marginRows = 30
/** The most that one answer may hold, and what landmarks are apart. */
export const pageSize = 200

export const nothingWaiting = { count: 0, newest: 0 }

export type ListState = ReturnType<typeof createListState>

/** What the store of messages and its parts share. */
export function createListState() {
  return {
    query: shallowRef<ListQuery>(allMail),
    list: shallowRef<MessageList>(emptyList),
    /** Mail that came while the top was out of sight: it waits, so that the list does not move under the eyes. */
    waiting: shallowRef(nothingWaiting),
    state: shallowRef<'loading' | 'ready' | 'failed'>('loading'),
    failure: shallowRef<AppError | null>(null),
    /** The top is in sight: what comes is shown. */
    following: true,
    /** Counts the beginnings: an answer that was asked for before the last one is of no use. */
    run: 0,
    /** The last of the beginnings. */
    underWay: Promise.resolve(),
    sight: { from: 0, to: 0 },
  }
}

/** The top is in sight, or there is nothing to see: what comes moves nothing. */
export function isFollowing({ following, list }: ListState): boolean {
  return following || rowCount(list.value) === 0
}

/** The first row at hand of what is in sight, and the cursor that leads to it. */
export function placeInSight({ list, sight }: ListState): { index: number; cursor: string } | undefined {
  for (let index = Math.max(0, sight.from - marginRows); index <= sight.to; index += 1) {
    const message = messageAt(list.value, index)
    if (message) return { index, cursor: String(message.seq + 1) }
  }
  return undefined
}
