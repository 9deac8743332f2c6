import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { AppError } from '#shared/api/errors.ts'
import type { MessageSummary } from '#shared/api/message-shapes.ts'
import { toAppError } from '../api/app-error.ts'
import { useClient } from '../api/client.ts'
import { coalesce } from './coalesce.ts'
import { allMail, toListCall, type ListQuery } from './list-query.ts'
import {
  appendPage,
  emptyList,
  prependFresh,
  replaceKnown,
  withoutIds,
  type MessageList,
} from './message-list.ts'

const pageSize = 100
/** The most that one answer may hold; a burst of more reloads the top of the list instead. */
const catchUpSize = 200
const refreshDelayMs = 300

export const useMessages = defineStore('messages', () => {
  const client = useClient()
  const query = shallowRef<ListQuery>(allMail)
  const list = shallowRef(emptyList)
  /** Mail that came while the top was out of sight: it waits, so that the list does not move under the eyes. */
  const waiting = shallowRef({ messages: [] as MessageSummary[], count: 0 })
  const state = shallowRef<'loading' | 'ready' | 'failed'>('loading')
  const failure = shallowRef<AppError | null>(null)
  let following = true
  let run = 0
  let loadingMore = false
  let wantedIndex = 0

  function ask(place: { limit: number; cursor?: string; after?: number }): Promise<MessageList> {
    return client.call('listMessages', { ...toListCall(query.value), ...place })
  }

  async function load(next: ListQuery): Promise<void> {
    query.value = next
    state.value = 'loading'
    following = true
    await reload()
  }

  async function reload(): Promise<void> {
    const mine = ++run
    try {
      const page = await ask({ limit: pageSize })
      if (mine !== run) return
      list.value = page
      waiting.value = { messages: [], count: 0 }
      failure.value = null
      state.value = 'ready'
    } catch (error) {
      if (mine !== run) return
      failure.value = toAppError(error)
      state.value = 'failed'
    }
  }

  /** Loads page after page until the message at `index` is there; a later call moves the goal of the one that runs. */
  async function loadThrough(index: number): Promise<void> {
    wantedIndex = index
    if (loadingMore) return
    loadingMore = true
    try {
      while (wantedIndex >= list.value.items.length && list.value.nextCursor)
        await loadNext(list.value.nextCursor)
    } catch {
      // The rows stay blank and are asked for again at the next scroll; the connection dot says why.
    } finally {
      loadingMore = false
    }
  }

  async function loadNext(cursor: string): Promise<void> {
    const page = await ask({ cursor, limit: catchUpSize })
    if (list.value.nextCursor === cursor) list.value = appendPage(list.value, page)
  }

  async function fetchFresh(): Promise<void> {
    if (state.value !== 'ready') return reload()
    const mine = run
    const newest = waiting.value.messages[0] ?? list.value.items[0]
    const page = await ask({ after: newest?.seq ?? 0, limit: catchUpSize })
    if (mine !== run || page.items.length === 0) return
    if (following && page.nextCursor) return reload()
    if (following) list.value = prependFresh(list.value, page.items)
    else waiting.value = { messages: page.items, count: waiting.value.count + page.total }
  }

  /** The list tells whether its top is in sight; coming back to the top lets the waiting mail in. */
  function follow(atTop: boolean): void {
    following = atTop
    if (atTop && waiting.value.count > 0) void reload()
  }

  function replace(changed: MessageSummary[]): void {
    list.value = replaceKnown(list.value, changed)
  }

  /** Somebody changed messages: asks again for the top of the list, which is what is mostly looked at. */
  async function fetchTop(): Promise<void> {
    const mine = run
    const page = await ask({ limit: catchUpSize })
    if (mine !== run) return
    list.value = { ...replaceKnown(list.value, page.items), total: page.total - waiting.value.count }
  }

  function drop(ids: string[]): void {
    list.value = withoutIds(list.value, ids)
  }

  const refresh = coalesce(fetchFresh, refreshDelayMs)
  const refreshChanged = coalesce(fetchTop, refreshDelayMs)
  /** After a change that cannot be told message by message. */
  const reloadSoon = coalesce(reload, refreshDelayMs)

  return {
    ...{ query, list, waiting, state, failure },
    ...{ load, reload, loadThrough, follow, replace, drop, refresh, refreshChanged, reloadSoon },
  }
})
