import { prependFresh, replaceKnown } from './change-list.ts'
import { forgetFar, restartAt, withTotal } from './fill-list.ts'
import type { CountedPage, ListSource } from './list-source.ts'
import { isFollowing, pageSize, placeInSight, type ListState } from './list-state.ts'
import { newestSeq, rowCount } from './message-list.ts'

const freshSize = 100

type Deps = {
  source: ListSource
  begin: (page: CountedPage) => void
  loadTop: () => Promise<void>
  fillSight: () => Promise<void>
}

/** What follows from events: each asks the server once, for what may be in sight. */
export function createListRefresher(shared: ListState, { source, begin, loadTop, fillSight }: Deps) {
  const { list, waiting, state } = shared
  let last = Promise.resolve()

  /** One at a time: two that ask for what is newer than the same message would both count it. */
  const fetchFresh = () => (last = last.then(askForFresh, askForFresh))

  async function askForFresh(): Promise<void> {
    // Once the top that was asked for is there, only what is newer is missing: else its mail would be counted twice.
    await shared.underWay.catch(() => undefined)
    // What waited comes in with the top, also when that could not be had at once.
    if (state.value !== 'ready' || (isFollowing(shared) && waiting.value.count > 0)) return loadTop()
    const mine = shared.run
    const after = Math.max(waiting.value.newest, newestSeq(list.value))
    const page = await source.page({ after, limit: freshSize })
    const [first] = page.items
    if (!first) return
    const isUncounted = page.isCut && !isFollowing(shared)
    const fresh = isUncounted
      ? await source.countFresh(after, first.seq)
      : Math.max(page.total, page.items.length)
    if (mine !== shared.run) return
    if (!isFollowing(shared)) waiting.value = { count: waiting.value.count + fresh, newest: first.seq }
    // More came than are counted: the list is counted anew, as far as the server counts it.
    else if (page.isCut) await loadTop()
    // The newest of more: the rest is a gap, and what was loaded is far below.
    else if (page.nextCursor)
      begin({ ...page, total: rowCount(list.value) + fresh, isCut: !list.value.exact })
    else list.value = prependFresh(list.value, page.items)
  }

  /** After a change that cannot be told message by message. What is in sight stays where it is. */
  async function revalidate(): Promise<void> {
    if (isFollowing(shared) || state.value !== 'ready') return loadTop()
    await fetchFresh()
    const place = placeInSight(shared)
    if (!place) return fillSight()
    const mine = shared.run
    const newest = newestSeq(list.value)
    const page = await source.page({ cursor: place.cursor, limit: pageSize })
    if (mine !== shared.run) return
    // The page knows nothing of what came in on top meanwhile.
    if (isFollowing(shared) || newestSeq(list.value) > newest) return revalidate()
    const restarted = restartAt(list.value, place.index, page)
    list.value = page.isCut ? restarted : withTotal(restarted, page.total - waiting.value.count)
    await fillSight()
  }

  /** Somebody changed messages: asks again for those in sight, and lets go of the others that are loaded. */
  async function fetchChanged(): Promise<void> {
    const mine = shared.run
    const place = placeInSight(shared)
    if (!place) return
    const page = await source.page({ cursor: place.cursor, limit: pageSize })
    if (mine !== shared.run) return
    list.value = forgetFar(replaceKnown(list.value, page.items), place.index, pageSize)
  }

  return { fetchFresh, revalidate, fetchChanged }
}
