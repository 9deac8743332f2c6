import type { FastifyInstance } from 'fastify'
import type { Webhook } from '#shared/api/webhooks.ts'
import { readInput } from '../../read-input.ts'
import type { ServiceDeps } from '../../service.ts'
import { createAccountWebhooks, eventsOf, maskedSecret } from '../account-webhooks.ts'
import { ChangeWebhook, CreateWebhook } from './schema.ts'

export function webhookRoutes(app: FastifyInstance, deps: ServiceDeps): void {
  const webhooks = createAccountWebhooks(deps)

  app.get('/v1/api/webhooks', async request => {
    // Only here the document spells it `createdAt`; whoever reads it as everywhere else finds it, too.
    const data = (await webhooks.list(request)).map(one => ({ ...toWebhook(one), createdAt: one.createdAt }))
    return { success: true, data }
  })

  app.post('/v1/api/webhooks', async (request, reply) => {
    const asked = readInput(CreateWebhook, request.body)
    const made = await webhooks.create(request, asked)
    reply.status(201)
    return { success: true, data: { ...toWebhook(made), secret: asked.secret ?? made.secret } }
  })

  app.get('/v1/api/webhooks/:id', async request => {
    return { success: true, data: toWebhook(await webhooks.find(request)) }
  })

  app.patch('/v1/api/webhooks/:id', async request => {
    const { secret, ...changes } = readInput(ChangeWebhook, request.body)
    const changed = await webhooks.change(request, { secret, ...changes })
    const shown = secret === undefined ? {} : { secret }
    return { success: true, data: { ...toWebhook(changed), ...shown } }
  })

  app.delete('/v1/api/webhooks/:id', async request => {
    return { success: true, data: { webhook_id: await webhooks.remove(request), deleted: true } }
  })
}

function toWebhook(webhook: Webhook) {
  return {
    webhook_id: webhook.id,
    url: webhook.url,
    events: eventsOf(webhook),
    secret_masked: maskedSecret,
    active: webhook.enabled,
    created_at: webhook.createdAt,
  }
}
