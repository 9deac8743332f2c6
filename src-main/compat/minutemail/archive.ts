import type { FastifyInstance } from 'fastify'
import { readInput } from '../read-input.ts'
import type { ServiceDeps } from '../service.ts'
import { createFinders } from './find.ts'
import { bulkBodyBytes, listAll } from './mailboxes.ts'
import { toArchived, toMailbox } from './mapping.ts'
import { lifetimeOf } from './rules.ts'
import type { ArchivedMailbox, Mailbox } from './schema.ts'
import { Ids, Reactivate } from './requests.ts'

/** Addresses of recoverable mailboxes that were deleted or ran out. Their mail is not part of it. */
export function archiveRoutes(app: FastifyInstance, deps: ServiceDeps): void {
  const { call, limitsOf } = deps
  const find = createFinders(deps)

  app.get('/archived-mailboxes', async (request): Promise<{ items: ArchivedMailbox[] }> => {
    const mailboxes = await listAll(deps, request, 'archived')
    return { items: mailboxes.map(toArchived) }
  })

  app.get('/archived-mailboxes/:id', async (request): Promise<ArchivedMailbox> => {
    return toArchived(await find.archived(request))
  })

  app.post('/archived-mailboxes/:id/reactivate', async (request, reply): Promise<Mailbox> => {
    const asked = readInput(Reactivate, request.body)
    const { id } = await find.archived(request)
    // What the native archive still has of its mail; nothing new comes in before it is restored.
    await call(request, 'deleteMessages', { mailbox: id, pinned: true })
    const mailbox = await call(request, 'restoreMailbox', {
      idOrAddress: id,
      expiresIn: lifetimeOf(asked, limitsOf(request).plan),
    })
    reply.status(201)
    return toMailbox(mailbox)
  })

  app.delete('/archived-mailboxes/:id', async (request, reply) => {
    const { id } = await find.archived(request)
    await call(request, 'deleteMailbox', { idOrAddress: id })
    return reply.status(204).send()
  })

  app.delete('/archived-mailboxes', { bodyLimit: bulkBodyBytes }, async (request, reply) => {
    const { ids } = readInput(Ids, request.body)
    await find.mailboxes(request, ids, 'archived')
    await call(request, 'deleteMailboxes', { ids })
    return reply.status(204).send()
  })
}
