import type { FastifyInstance } from 'fastify'
import type { ServiceDeps } from '../service.ts'

export function mailboxRoutes(app: FastifyInstance, { call }: ServiceDeps): void {
  app.get('/mailboxes', async request => {
    const { items } = await call(request, 'listMailboxes', { status: 'active', limit: 200 })
    return { items }
  })
  app.post('/mailboxes', async (request, reply) => {
    reply.status(201)
    return call(request, 'createMailbox', {})
  })
}
