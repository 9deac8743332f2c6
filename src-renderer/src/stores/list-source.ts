import { maxCountedMatches } from '#shared/search/limits.ts'
import type { Client } from '../api/client.ts'
import { hasKnownTotal, toListCall } from './list-query.ts'
import { pageSize, type ListState } from './list-state.ts'
import type { Landmarks, Page } from './message-list.ts'
import type { useRemovals } from './removals.ts'

type Place = { limit: number; cursor?: string; after?: number }
type Removals = Pick<ReturnType<typeof useRemovals>, 'hides' | 'hiddenCount' | 'floorOf'>

/** `isCut`: counting ended at a limit, there may be more than its total. */
export type CountedPage = Page & { isCut: boolean }

export type ListSource = {
  page(place: Place): Promise<CountedPage>
  landmarks(cursor: string): Promise<Landmarks>
  /** How many are newer than a seq, down from another: also more than a page counts. */
  countFresh(after: number, newest: number): Promise<number>
}

/** The list as the server has it, without what is about to be deleted. */
export function createListSource(client: Client, removals: Removals, { query }: ListState): ListSource {
  /** Of a list that is being deleted as a whole only what is newer. */
  function aboveFloor<P extends { cursor?: string; after?: number }>(place: P): P {
    const floor = removals.floorOf(query.value)
    return floor > 0 ? { ...place, after: Math.max(floor, place.after ?? 0) } : place
  }

  return {
    async page(place) {
      const asked = aboveFloor(place)
      const page = await client.call('listMessages', { ...toListCall(query.value), ...asked })
      const items = page.items.filter(({ id }) => !removals.hides(id))
      const isKept = hasKnownTotal(query.value) && asked.after === undefined
      // What is hidden may be beyond what was counted.
      if (!isKept && page.total >= maxCountedMatches) return { ...page, items, isCut: true }
      const total = page.total - removals.hiddenCount(query.value, asked.after)
      return { ...page, items, total, isCut: false }
    },
    async landmarks(cursor) {
      const asked = { ...toListCall(query.value), ...aboveFloor({ cursor, every: pageSize }) }
      return { ...(await client.call('listLandmarks', asked)), every: pageSize }
    },
    async countFresh(after, newest) {
      const asked = aboveFloor({ cursor: String(newest + 1), after, every: pageSize })
      const { count } = await client.call('listLandmarks', { ...toListCall(query.value), ...asked })
      return count - removals.hiddenCount(query.value, asked.after)
    },
  }
}
