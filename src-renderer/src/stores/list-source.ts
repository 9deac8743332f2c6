import type { Client } from '../api/client.ts'
import { toListCall } from './list-query.ts'
import { pageSize, type ListState } from './list-state.ts'
import type { Landmarks, Page } from './message-list.ts'
import type { useRemovals } from './removals.ts'

type Place = { limit: number; cursor?: string; after?: number }
type Removals = Pick<ReturnType<typeof useRemovals>, 'hides' | 'hiddenCount' | 'floorOf'>

export type ListSource = {
  page(place: Place): Promise<Page>
  landmarks(cursor: string): Promise<Landmarks>
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
      return { ...page, items, total: page.total - removals.hiddenCount(query.value, asked.after) }
    },
    async landmarks(cursor) {
      const asked = { ...toListCall(query.value), ...aboveFloor({ cursor, every: pageSize }) }
      return { ...(await client.call('listLandmarks', asked)), every: pageSize }
    },
  }
}
