import type { Family } from './exposition.ts'
import { createCounter } from './instruments.ts'

/** What became of a try to deliver: a delivery that is still pending is tried again. */
const outcomes = { delivered: 'delivered', pending: 'retry', failed: 'given_up' } as const

/** Tries to tell webhooks. */
export function createWebhookMeters() {
  const attempts = createCounter('mayfly_webhook_attempts_total', 'Tries to call a webhook, by outcome.', [
    'outcome',
  ])
  for (const outcome of Object.values(outcomes)) attempts.add(0, [outcome])
  return {
    onAttempt: (status: keyof typeof outcomes): void => attempts.add(1, [outcomes[status]]),
    families: (): Family[] => [attempts.family()],
  }
}
