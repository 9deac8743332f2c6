import { useDocumentVisibility, useIntervalFn } from '@vueuse/core'
import { shallowRef, watch } from 'vue'
import type { AppError } from '#shared/api/errors.ts'
import type { Webhook } from '#shared/api/webhooks.ts'
import { toAppError } from '../../api/app-error.ts'
import { useClient } from '../../api/client.ts'
import { coalesce } from '../../stores/coalesce.ts'

/** A key that ends switches its webhooks off, and nobody tells of it. */
const everyMs = 4_000
const refreshDelayMs = 300

/** One webhook, kept up to date. What is shown stays while it cannot be asked for. */
export function useWebhook(id: () => string) {
  const client = useClient()
  const visibility = useDocumentVisibility()
  const webhook = shallowRef<Webhook | null>(null)
  const failure = shallowRef<AppError | null>(null)

  async function load(): Promise<void> {
    const asked = id()
    try {
      const answer = await client.call('getWebhook', { id: asked })
      if (asked !== id()) return
      webhook.value = answer
      failure.value = null
    } catch (error) {
      if (asked !== id()) return
      failure.value = toAppError(error)
      if (failure.value.code === 'not_found') webhook.value = null
    }
  }

  const refresh = coalesce(load, refreshDelayMs)
  useIntervalFn(() => visibility.value === 'visible' && refresh(), everyMs)
  watch(
    id,
    () => {
      webhook.value = null
      void load()
    },
    { immediate: true },
  )
  return { webhook, failure, reload: load }
}
