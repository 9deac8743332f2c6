import { onScopeDispose, shallowRef } from 'vue'
import type { WebhookDelivery } from '#shared/api/webhooks.ts'
import { toAppError } from '../../api/app-error.ts'
import { useClient } from '../../api/client.ts'

const askEveryMs = 300
/** A receiver that takes longer is shown in the log, which goes on looking. */
const waitMs = 15_000
/** The test is among the newest deliveries, unless many happen at once. */
const looksAt = 20

/** Sends a test, and looks for what became of it. */
export function useWebhookTest() {
  const client = useClient()
  const busy = shallowRef(false)
  const problem = shallowRef('')
  /** Of the last test, as far as it is known. */
  const delivery = shallowRef<WebhookDelivery | null>(null)
  let isGone = false
  onScopeDispose(() => (isGone = true))

  async function find({ id, webhookId }: WebhookDelivery): Promise<WebhookDelivery | undefined> {
    const { items } = await client.call('listWebhookDeliveries', { id: webhookId, limit: looksAt })
    return items.find(one => one.id === id)
  }

  async function send(webhookId: string): Promise<void> {
    busy.value = true
    problem.value = ''
    delivery.value = null
    try {
      let now: WebhookDelivery | undefined = await client.call('testWebhook', { id: webhookId })
      const until = performance.now() + waitMs
      while (now && now.attempts === 0 && !isGone && performance.now() < until) {
        await new Promise(resolve => setTimeout(resolve, askEveryMs))
        now = (await find(now)) ?? now
      }
      delivery.value = now
    } catch (error) {
      problem.value = toAppError(error).message
    } finally {
      busy.value = false
    }
  }

  return { busy, problem, delivery, send }
}
