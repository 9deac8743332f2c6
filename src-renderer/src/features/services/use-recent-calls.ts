import { useDocumentVisibility, useIntervalFn } from '@vueuse/core'
import { shallowRef, watch } from 'vue'
import type { Output } from '#shared/api/contract.ts'
import { useClient } from '../../api/client.ts'

export type RecentCall = Output<'listAudit'>['items'][number]

const refreshMs = 3_000
const shownCalls = 5

/** The last calls of a route, asked for again every few seconds while somebody can see them. */
export function useRecentCalls(route: string) {
  const client = useClient()
  const visibility = useDocumentVisibility()
  const calls = shallowRef<RecentCall[] | null>(null)
  const failed = shallowRef(false)

  async function refresh(): Promise<void> {
    try {
      calls.value = (await client.call('listAudit', { route, limit: shownCalls })).items
      failed.value = false
    } catch {
      failed.value = true
    }
  }

  const { pause, resume } = useIntervalFn(() => void refresh(), refreshMs, { immediate: false })
  watch(
    visibility,
    seen => {
      if (seen === 'hidden') return pause()
      void refresh()
      resume()
    },
    { immediate: true },
  )
  return { calls, failed }
}
