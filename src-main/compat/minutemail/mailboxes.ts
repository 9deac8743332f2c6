import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AppError } from '#shared/api/errors.ts'
import type { Mailbox as NativeMailbox } from '#shared/api/mailboxes.ts'
import { readDomains } from '../available-domains.ts'
import { isError } from '../is-error.ts'
import { takeFrom } from '../paging.ts'
import { readInput } from '../read-input.ts'
import type { ServiceDeps } from '../service.ts'
import { createFinders } from './find.ts'
import { namedList, toMailbox } from './mapping.ts'
import { chooseDomain, lifetimeOf } from './rules.ts'
import type { Mailbox } from './schema.ts'
import { CreateMailbox, Ids, MailboxQuery } from './requests.ts'

/** Room for the ids of a bulk call. */
export const bulkBodyBytes = 128 * 1024

export function mailboxRoutes(app: FastifyInstance, deps: ServiceDeps): void {
  const { call } = deps
  const find = createFinders(deps)
  const remove = createRemoval(deps)

  app.post('/mailboxes', async (request, reply): Promise<Mailbox> => {
    const asked = readInput(CreateMailbox, request.body)
    const mailbox = await call(request, 'createMailbox', {
      domain: chooseDomain(asked.domain, await readDomains(deps, request, 'minutemail')),
      expiresIn: lifetimeOf(asked, deps.limitsOf(request).plan),
      recoverable: asked.recoverable ?? false,
      ...(asked.alias === undefined ? {} : { localPart: asked.alias }),
      ...(asked.tag ? { tag: asked.tag } : {}),
    })
    reply.status(201)
    return toMailbox(mailbox)
  })

  // Their example app reads `mailboxes`, all else `items`.
  app.get('/mailboxes', async (request): Promise<{ items: Mailbox[]; mailboxes: Mailbox[] }> => {
    const { address } = readInput(MailboxQuery, request.query)
    const mailboxes =
      address === undefined ? await listAll(deps, request, 'active') : await at(request, address)
    return namedList('mailboxes', mailboxes.map(toMailbox))
  })

  app.get('/mailboxes/:id', async (request): Promise<Mailbox> => toMailbox(await find.mailbox(request)))

  app.delete('/mailboxes/:id', async (request, reply) => {
    await remove(request, [await find.mailbox(request)])
    return reply.status(204).send()
  })

  app.delete('/mailboxes', { bodyLimit: bulkBodyBytes }, async (request, reply) => {
    const { ids } = readInput(Ids, request.body)
    await remove(request, await find.mailboxes(request, ids, 'active'))
    return reply.status(204).send()
  })

  /** The active mailbox with exactly this address, if there is one. */
  async function at(request: FastifyRequest, address: string): Promise<NativeMailbox[]> {
    if (!address.includes('@')) return []
    try {
      const mailbox = await call(request, 'getMailbox', { idOrAddress: address })
      return mailbox.status === 'active' ? [mailbox] : []
    } catch (error) {
      if (isError(error, 'not_found')) return []
      throw error
    }
  }
}

/** More than the largest plan has. No paging is documented: the newest are shown, the oldest of them first. */
const maxListed = 1000

export async function listAll(
  { call }: ServiceDeps,
  request: FastifyRequest,
  status: 'active' | 'archived',
): Promise<NativeMailbox[]> {
  const { items } = await takeFrom(turn => call(request, 'listMailboxes', { status, ...turn }), {
    offset: 0,
    limit: maxListed,
  })
  return items.toReversed()
}

/**
 * Deletes mailboxes with their mail; of recoverable ones the address goes into the archive. Those one by one: another call
 * that takes one of them away meanwhile leaves the rest undeleted.
 */
function createRemoval({ call }: ServiceDeps) {
  async function checkRoom(request: FastifyRequest, wanted: number): Promise<void> {
    const { remaining, limit } = (await call(request, 'getUsage', { days: 1 })).today.archivedMailboxes
    if (remaining === null || wanted <= remaining) return
    throw new AppError(
      'quota_exceeded',
      `The plan allows ${limit} archived mailboxes; ${wanted} more do not fit. Nothing was deleted.`,
    )
  }

  return async (request: FastifyRequest, mailboxes: NativeMailbox[]): Promise<void> => {
    const kept = mailboxes.filter(({ recoverable }) => recoverable)
    const gone = mailboxes.filter(({ recoverable }) => !recoverable)
    if (kept.length > 0) await checkRoom(request, kept.length)
    for (const { id } of kept) {
      await call(request, 'archiveMailbox', { idOrAddress: id })
      await call(request, 'deleteMessages', { mailbox: id, pinned: true })
    }
    if (gone.length > 0) await call(request, 'deleteMailboxes', { ids: gone.map(({ id }) => id) })
  }
}
