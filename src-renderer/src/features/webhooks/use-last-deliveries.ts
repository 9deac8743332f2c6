import { shallowRef, watch } from 'vue'
import type { Webhook, WebhookDelivery } from '#shared/api/webhooks.ts'
import { useClient } from '../../api/client.ts'

/** The newest delivery of each webhook, asked for whenever the list came anew. */
export function useLastDeliveries(webhooks: () => readonly Webhook[]) {
  const client = useClient()
  const last = shallowRef(new Map<string, WebhookDelivery>())

  async function load(): Promise<void> {
    const pages = await Promise.all(
      webhooks().map(({ id }) => client.call('listWebhookDeliveries', { id, limit: 1 })),
    )
    const newest = pages.flatMap(({ items }) => items)
    last.value = new Map(newest.map(delivery => [delivery.webhookId, delivery]))
  }

  // Without them the list is still of use, and it is asked for again soon.
  watch(webhooks, () => void load().catch(() => undefined), { immediate: true })
  return last
}
