import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { MessageSummary } from '#shared/api/message-shapes.ts'
import { maxCountedMatches } from '#shared/search/limits.ts'
import { toAppError } from '../api/app-error.ts'
import { useClient } from '../api/client.ts'
import { putBack, replaceKnown, withoutIds } from './change-list.ts'
import { coalesce } from './coalesce.ts'
import { startList } from './fill-list.ts'
import { createListFiller } from './list-filler.ts'
import { hangsOnFlags, hasKnownTotal, type ListQuery } from './list-query.ts'
import { createListRefresher } from './list-refresher.ts'
import { createListSource } from './list-source.ts'
import { createListState } from './list-state.ts'
import { indexOfMessage, loadedMessages, messageAt, rowCount, type Page } from './message-list.ts'
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

  async function load(next: ListQuery): Promise<void> {
    query.value = next
    state.value = 'loading'
    shared.following = true
    shared.sight = { from: 0, to: 0 }
    await reload()
  }

  async function reload(): Promise<void> {
    const mine = ++shared.run
    try {
      const page = await source.page({ limit: firstPageSize })
      if (mine !== shared.run) return
      begin(page)
      failure.value = null
      state.value = 'ready'
    } catch (error) {
      if (mine !== shared.run) return
      failure.value = toAppError(error)
      state.value = 'failed'
    }
  }

  function begin(page: Page): void {
    list.value = startList(page, hasKnownTotal(query.value) || page.total < maxCountedMatches)
    waiting.value = { count: 0, newest: 0 }
  }

  const refresher = createListRefresher(shared, { source, begin, reload, fillSight })
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
  const restore = (messages: MessageSummary[]) => void (list.value = putBack(list.value, messages))

  return {
    ...{ query, list, total, loaded, waiting, state, failure },
    ...{ load, reload, look, follow, replace, drop, restore, noteChanged, noteDeleted, revalidateSoon },
    refresh: coalesce(refresher.fetchFresh, refreshMs),
    at: (index: number) => messageAt(list.value, index),
    indexOf: (id: string) => indexOfMessage(list.value, id),
    find: (id: string) => loaded.value.find(message => message.id === id),
  }
})
