import { useDocumentVisibility, useIntervalFn } from '@vueuse/core'
import { shallowRef, watch } from 'vue'
import type { Output } from '#shared/api/contract.ts'
import { toAppError } from '../../api/app-error.ts'
import { useClient } from '../../api/client.ts'
import { coalesce } from '../../stores/coalesce.ts'
import { useRevisions } from '../../stores/revisions.ts'

/** Accounts without limits are not told of, and mailboxes run out by themselves. */
const everyMs = 5_000
const refreshDelayMs = 300

/** What is left of an account's plan right now. What is shown stays when it cannot be asked for. */
export function useQuota(account: () => string) {
  const client = useClient()
  const revisions = useRevisions()
  const visibility = useDocumentVisibility()
  const usage = shallowRef<Output<'getUsage'> | null>(null)
  /** Why it could not be asked for, in words. */
  const problem = shallowRef('')

  async function load(): Promise<void> {
    const asked = account()
    try {
      const answer = await client.call('getUsage', { account: asked, days: 1 })
      if (asked === account()) usage.value = answer
      problem.value = ''
    } catch (error) {
      problem.value = toAppError(error).message
    }
  }

  const refresh = coalesce(load, refreshDelayMs)
  useIntervalFn(() => visibility.value === 'visible' && refresh(), everyMs)
  watch([account, () => revisions.limits, () => revisions.stream, visibility], refresh, { immediate: true })
  return { usage, problem }
}
