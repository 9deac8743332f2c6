import type { FastifyInstance } from 'fastify'
import type { Webhook } from '#shared/api/webhooks.ts'
import { readInput } from '../../read-input.ts'
import type { ServiceDeps } from '../../service.ts'
import { createAccountWebhooks, eventsOf, maskedSecret } from '../account-webhooks.ts'
import { toPage } from '../paging.ts'
import { ListQuery } from '../schema.ts'
import { SaveWebhook } from './schema.ts'

export function webhookRoutes(app: FastifyInstance, deps: ServiceDeps): void {
  const webhooks = createAccountWebhooks(deps)

  app.get('/v1/webhooks', async request => {
    const query = readInput(ListQuery, request.query)
    const all = await webhooks.list(request)
    return toPage(
      all.map(webhook => ({ ...toWebhook(webhook), secret: maskedSecret, createdAt: webhook.createdAt })),
      query,
    )
  })

  app.post('/v1/webhooks', async (request, reply) => {
    const asked = readInput(SaveWebhook, request.body)
    const made = await webhooks.create(request, asked)
    reply.status(201)
    // One that was made here is shown this once, or nobody would have it.
    const secret = asked.secret === undefined ? made.secret : maskedSecret
    return { success: true, data: { ...toWebhook(made), secret, createdAt: made.createdAt } }
  })

  app.get('/v1/webhooks/:id', async request => {
    const webhook = await webhooks.find(request)
    const { lastDelivered, ...deliveryStats } = await webhooks.deliveries(request, webhook.id)
    const { createdAt } = webhook
    return { success: true, data: { ...toWebhook(webhook), createdAt, lastDelivered, deliveryStats } }
  })

  app.put('/v1/webhooks/:id', async request => {
    const changed = await webhooks.change(request, readInput(SaveWebhook, request.body))
    return { success: true, data: toWebhook(changed) }
  })

  app.delete('/v1/webhooks/:id', async request => {
    return { success: true, data: { id: await webhooks.remove(request), deleted: true } }
  })
}

function toWebhook(webhook: Webhook) {
  return { id: webhook.id, url: webhook.url, events: eventsOf(webhook), active: webhook.enabled }
}
