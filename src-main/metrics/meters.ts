import type { Family } from './exposition.ts'
import { createHttpMeters } from './http-meters.ts'
import { createMailMeters } from './mail-meters.ts'
import { createWebhookMeters } from './webhook-meters.ts'

/** Everything that is counted while it happens, since the start. */
export function createMeters() {
  const [mail, http, webhooks] = [createMailMeters(), createHttpMeters(), createWebhookMeters()]
  return {
    mail,
    http,
    webhooks,
    families: (): Family[] => [...mail.families(), ...http.families(), ...webhooks.families()],
  }
}
