import { useDocumentVisibility, useIntervalFn } from '@vueuse/core'
import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import { toAppError } from '../../api/app-error.ts'
import { coalesce } from '../../stores/coalesce.ts'

export type ListPage<T> = { items: T[]; nextCursor: string | null; total: number }
type Place = { limit: number; cursor?: string }

type Options<T> = {
  ask: (place: Place) => Promise<ListPage<T>>
  /** The list starts anew when these change: what it is narrowed to. */
  query: () => unknown
  /** The list is asked for again when these change: what the server told. */
  changes?: () => unknown
  /** And so often while somebody can see it, for what nobody tells of. */
  everyMs: number
  pageSize?: number
}

/** The most that one answer may hold. */
const largestPage = 200
const refreshDelayMs = 300

/** The loaded beginning of a list, kept up to date. What is shown stays while it is asked for again. */
export function usePagedList<T>({ ask, query, changes, everyMs, pageSize = 50 }: Options<T>) {
  const items = shallowRef<T[]>([])
  const total = shallowRef(0)
  const nextCursor = shallowRef<string | null>(null)
  const loaded = shallowRef(false)
  const problem = shallowRef('')
  const busy = shallowRef(false)
  /** How much of the list is asked for; a refresh on the way to more asks for more as well. */
  let wanted = 0
  let run = 0

  async function fetchThrough(count: number): Promise<ListPage<T>> {
    let page = await ask({ limit: Math.min(largestPage, Math.max(pageSize, count)) })
    while (page.items.length < count && page.nextCursor) {
      const next = await ask({ limit: largestPage, cursor: page.nextCursor })
      page = { ...next, items: [...page.items, ...next.items] }
    }
    return page
  }

  async function load(): Promise<void> {
    const mine = ++run
    busy.value = true
    try {
      const page = await fetchThrough(wanted)
      if (mine !== run) return
      items.value = page.items
      total.value = page.total
      nextCursor.value = page.nextCursor
      loaded.value = true
      problem.value = ''
    } catch (error) {
      if (mine === run) problem.value = toAppError(error).message
    } finally {
      if (mine === run) busy.value = false
    }
  }

  function loadMore(): Promise<void> {
    wanted = items.value.length + pageSize
    return load()
  }

  const refresh = coalesce(load, refreshDelayMs)
  const visibility = useDocumentVisibility()
  useIntervalFn(() => visibility.value === 'visible' && refresh(), everyMs)
  onScopeDispose(() => run++) // an answer that is still to come finds nobody

  watch(
    query,
    () => {
      loaded.value = false
      items.value = []
      wanted = 0
      void load()
    },
    { immediate: true },
  )
  watch([changes ?? (() => 0), visibility], refresh)

  return {
    items,
    total,
    loaded,
    /** Why it could not be had, in words. */
    problem,
    busy,
    hasMore: computed(() => nextCursor.value !== null),
    loadMore,
    reload: load,
  }
}
