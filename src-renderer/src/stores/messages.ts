import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { AppError } from '#shared/api/errors.ts'
import type { MessageSummary } from '#shared/api/message-shapes.ts'
import { toAppError } from '../api/app-error.ts'
import { useClient } from '../api/client.ts'
import { putBack, replaceKnown, withoutIds, withoutThrough } from './change-list.ts'
import { coalesce } from './coalesce.ts'
import { startList } from './fill-list.ts'
import { createListFiller } from './list-filler.ts'
import { hangsOnFlags, isSameQuery, type ListQuery } from './list-query.ts'
import { createListRefresher } from './list-refresher.ts'
import { createListSource, type CountedPage } from './list-source.ts'
import { createListState, nothingWaiting } from './list-state.ts'
import { emptyList, indexOfMessage, loadedMessages, messageAt, rowCount } from './message-list.ts'
import { useRemovals } from './removals.ts'

const firstPageSize = 100
/** At least so far apart; in a burst four times that. */
const refreshMs = 150

/** The list that is shown. Of a long one only what is in sight is loaded. */
export const useMessages = defineStore('messages', () => {
  const removals = useRemovals()
  const shared = createListState()
  const { query, list, waiting, state, failure } = shared
  const total = computed(() => rowCount(list.value))
  const loaded = computed(() => loadedMessages(list.value))
  const source = createListSource(useClient(), removals, shared)
  const { look, fillSight, prepare } = createListFiller(shared, source)
  /** How many rows are above those in sight, so that whoever comes back to the list finds it as it was left. */
  const place = shallowRef(0)

  /** A list that is held already stays as it is, and where it is. */
  async function load(next: ListQuery): Promise<void> {
    if (isSameQuery(next, query.value) && state.value === 'ready') return revalidateSoon()
    query.value = next
    state.value = 'loading'
    shared.following = true
    shared.sight = { from: 0, to: 0 }
    place.value = 0
    await reload()
  }

  /** What went wrong is in `state` and `failure`. */
  const reload = () => loadTop().catch(() => undefined)

  /** Rejects as well, for those who try again. */
  const loadTop = () => (shared.underWay = askForTop())

  async function askForTop(): Promise<void> {
    const mine = ++shared.run
    try {
      const page = await source.page({ limit: firstPageSize })
      if (mine !== shared.run) return
      begin(page)
      failure.value = null
      state.value = 'ready'
    } catch (error) {
      if (mine === shared.run) fail(toAppError(error))
      throw error
    }
  }

  /** A list that is held stays in sight, unless the server says that it is gone. */
  function fail(error: AppError): void {
    if (state.value === 'ready' && error.code !== 'not_found') return
    list.value = emptyList
    waiting.value = nothingWaiting
    failure.value = error
    state.value = 'failed'
  }

  function begin(page: CountedPage): void {
    list.value = startList(page, !page.isCut)
    waiting.value = nothingWaiting
  }

  const refresher = createListRefresher(shared, { source, begin, loadTop, fillSight })
  const refreshChanged = coalesce(refresher.fetchChanged, refreshMs)
  const revalidateSoon = coalesce(refresher.revalidate, refreshMs)

  /** The list tells whether its top is in sight; coming back to the top lets the waiting mail in. */
  function follow(atTop: boolean): void {
    shared.following = atTop
    if (!atTop) void prepare()
    else if (waiting.value.count > 0) void reload()
  }

  const countLoaded = (ids: string[]) => {
    const named = new Set(ids)
    return loaded.value.filter(({ id }) => named.has(id)).length
  }

  /** By an event: only what is shown has to be asked for, or what decides whether a message is shown at all. */
  function noteChanged(ids: string[]): void {
    if (hangsOnFlags(query.value) || countLoaded(ids)) refreshChanged()
  }

  /** By an event. Those that are not loaded are missing from a gap, nobody knows from which. */
  function noteDeleted(ids: string[]): void {
    const known = countLoaded(ids)
    drop(ids)
    if (known < ids.filter(id => !removals.hides(id)).length) revalidateSoon()
  }

  const replace = (changed: MessageSummary[]) => void (list.value = replaceKnown(list.value, changed))
  const drop = (ids: Iterable<string>) => void (list.value = withoutIds(list.value, ids))
  const dropThrough = (seq: number) => void (list.value = withoutThrough(list.value, seq))
  const restore = (messages: MessageSummary[]) => void (list.value = putBack(list.value, messages))

  return {
    ...{ query, list, total, loaded, waiting, state, failure, place },
    ...{
      load,
      reload,
      look,
      follow,
      replace,
      drop,
      dropThrough,
      restore,
      noteChanged,
      noteDeleted,
      revalidateSoon,
    },
    refresh: coalesce(refresher.fetchFresh, refreshMs),
    at: (index: number) => messageAt(list.value, index),
    indexOf: (id: string) => indexOfMessage(list.value, id),
    find: (id: string) => loaded.value.find(message => message.id === id),
  }
})
