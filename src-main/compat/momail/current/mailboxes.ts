import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { AppError } from '#shared/api/errors.ts'
import type { Caller } from '#shared/api/handler.ts'
import type { Mailbox } from '#shared/api/mailboxes.ts'
import { keyOf } from '../account-keys.ts'
import { availableDomains, readDomains } from '../../available-domains.ts'
import { readInput } from '../../read-input.ts'
import type { ServiceDeps } from '../../service.ts'
import { isError } from '../../is-error.ts'
import { codeOf, notFound, orNotFound, refuse } from '../failures.ts'
import { readLocalPart } from '../local-part.ts'
import { takeAll, takeFrom } from '../../paging.ts'
import { IdParams } from '../schema.ts'
import { MailboxName, type MailboxCreated, type MailboxesAnswer } from './schema.ts'

/** The list has no pages; ours: the newest of so many. */
const maxListed = 1_000

const owner: Caller = { kind: 'owner' }

type Address = { localPart: string; domain: string }

export function mailboxRoutes(app: FastifyInstance, deps: ServiceDeps): void {
  const { call, callAs, limitsOf, settings } = deps

  app.get('/v1/api/mailboxes', async (request): Promise<z.infer<typeof MailboxesAnswer>> => {
    const { items } = await takeFrom(turn => call(request, 'listMailboxes', { status: 'active', ...turn }), {
      offset: 0,
      limit: maxListed,
    })
    return { mailboxes: items.map(toMailbox) }
  })

  app.post('/v1/api/mailboxes', async (request, reply): Promise<z.infer<typeof MailboxCreated>> => {
    const address = await readAddress(request, readInput(MailboxName, request.body))
    // There is no lifetime to ask for: it lasts as long as the plan lets one.
    const expiresIn = limitsOf(request).plan.maxLifetimeMinutes
    const mailbox = await call(request, 'createMailbox', { ...address, expiresIn }).catch(
      (error: unknown) => {
        throw isError(error, 'conflict') ? taken() : error
      },
    )
    reply.status(201)
    return { success: true, mailbox: toMailbox(mailbox) }
  })

  app.get('/v1/api/mailboxes/check-email', async request => {
    const asked = readInput(MailboxName, request.query)
    try {
      const { localPart, domain } = await readAddress(request, asked)
      const email_address = `${localPart}@${domain}`
      if (await isTaken(email_address)) throw taken()
      await checkRoom(request)
      return { success: true, available: true, email_address }
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'internal_error') throw error
      return { success: true, available: false, reason: codeOf(error), message: error.message }
    }
  })

  /** It keeps its mail and its address, and takes no more. */
  app.delete('/v1/api/mailboxes/:id', async request => {
    const params = IdParams.safeParse(request.params)
    const mailbox =
      params.success &&
      (await orNotFound(call(request, 'getMailbox', { idOrAddress: params.data.id }), 'Mailbox'))
    if (!mailbox || mailbox.status !== 'active') throw notFound('Mailbox')
    await orNotFound(call(request, 'archiveMailbox', { idOrAddress: mailbox.id }), 'Mailbox')
    return { success: true, mailbox_id: mailbox.id }
  })

  /** What a key may have a mailbox at. Throws what creating throws. */
  async function readAddress(request: FastifyRequest, asked: MailboxName): Promise<Address> {
    const address = splitName(asked)
    await checkAllowed(request, address.domain)
    return { ...address, localPart: readLocalPart(address.localPart) }
  }

  async function checkAllowed(request: FastifyRequest, domain: string): Promise<void> {
    const { accountId } = keyOf(request)
    const verified = await takeAll(turn => callAs(owner, 'listDomains', { status: 'verified', ...turn }))
    const ofOthers = verified.filter(one => one.accountId !== accountId).map(({ name }) => name)
    // A shared one, too: the account that proves it has it alone.
    const allowed = availableDomains(await readDomains({ call, settings }, request, 'momail')).filter(
      name => !ofOthers.includes(name),
    )
    if (allowed.includes(domain)) return
    throw refuse('forbidden', 'FORBIDDEN', `The domain ${domain} is not allowed for your account.`, {
      allowed_domains: allowed,
    })
  }

  async function checkRoom(request: FastifyRequest): Promise<void> {
    const { today } = await call(request, 'getUsage', { days: 1 })
    const { limit, remaining } = today.activeMailboxes
    if (remaining === 0)
      throw refuse('quota_exceeded', 'QUOTA_EXCEEDED', `The plan has ${limit} mailboxes at most.`, { limit })
  }

  /** Whoever has it: as the owner, for nobody learns more of it than creating would tell. */
  async function isTaken(address: string): Promise<boolean> {
    try {
      const { status } = await callAs(owner, 'getMailbox', { idOrAddress: address })
      return status !== 'expired'
    } catch (error) {
      if (isError(error, 'not_found')) return false
      throw error
    }
  }
}

function splitName({ domain, local_part, email_address = '' }: MailboxName): Address {
  const [localPart = '', host] = (local_part ?? email_address).trim().split(/@(?=[^@]*$)/)
  const named = host?.toLowerCase() ?? domain
  if (local_part !== undefined && host !== undefined)
    throw refuse('unprocessable', 'VALIDATION_ERROR', 'local_part is what stands before the @ only.')
  if (named === undefined) throw refuse('unprocessable', 'VALIDATION_ERROR', 'domain is needed.')
  if (domain !== undefined && domain !== named)
    throw refuse(
      'unprocessable',
      'VALIDATION_ERROR',
      `email_address is at ${named}, and domain is ${domain}.`,
    )
  return { localPart, domain: named }
}

function toMailbox({ id, address, domain, status, accountId, createdAt }: Mailbox) {
  return {
    mailbox_id: id,
    email_address: address,
    domain,
    status,
    namespace: accountId,
    created_at: createdAt,
  }
}

const taken = (): AppError =>
  refuse('conflict', 'EMAIL_TAKEN', 'This email address is already taken. Choose another one.')
