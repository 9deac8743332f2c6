import type { MessageSummary } from '#shared/api/message-shapes.ts'
import { toEmail } from './to-email.ts'

/** A new mail as a webhook is told of it: the envelope is that of its one documented event, `data` is ours. */
export function toWebhookEvent(event: string, message: MessageSummary) {
  return { event, timestamp: message.receivedAt, data: toEmail(message) }
}
