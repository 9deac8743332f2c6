import { useDocumentVisibility, useIntervalFn } from '@vueuse/core'
import { shallowRef, watch } from 'vue'
import type { Usage } from '#shared/api/usage.ts'
import { toAppError } from '../../api/app-error.ts'
import { useClient } from '../../api/client.ts'
import { coalesce } from '../../stores/coalesce.ts'
import { useRevisions } from '../../stores/revisions.ts'

/** Nobody tells of calls to accounts without limits. */
const everyMs = 5_000
const refreshDelayMs = 300

/** What an account called and got, by day; what is shown stays when it cannot be asked for. */
export function useUsage(asked: () => { account: string; days: number }) {
  const client = useClient()
  const revisions = useRevisions()
  const visibility = useDocumentVisibility()
  const usage = shallowRef<Usage | null>(null)
  const problem = shallowRef('')

  async function load(): Promise<void> {
    const mine = JSON.stringify(asked())
    try {
      const answer = await client.call('getUsage', asked())
      if (mine === JSON.stringify(asked())) usage.value = answer
      problem.value = ''
    } catch (error) {
      problem.value = toAppError(error).message
    }
  }

  const refresh = coalesce(load, refreshDelayMs)
  useIntervalFn(() => visibility.value === 'visible' && refresh(), everyMs)
  watch([asked, () => revisions.limits, () => revisions.stream, visibility], refresh, { immediate: true })
  return { usage, problem, load }
}
