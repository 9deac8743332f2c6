import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AppError } from '#shared/api/errors.ts'
import type { Mailbox } from '#shared/api/mailboxes.ts'
import type { MessageDetail } from '#shared/api/message-shapes.ts'
import { readDomains } from '../available-domains.ts'
import { apiKeyOf, bearerOf } from '../given-secrets.ts'
import { isError } from '../is-error.ts'
import { readInput } from '../read-input.ts'
import { readMails } from '../read-mails.ts'
import type { CompatService, ServiceDeps } from '../service.ts'
import {
  checkChoice,
  choiceOf,
  lifetimeOf,
  primaryDomain,
  tierOf,
  toEmail,
  toFailure,
  toInbox,
  toListedInbox,
  toRateLimit,
  toUsername,
} from './mapping.ts'
import {
  CreateInbox,
  InboxParams,
  type CreatedAnswer,
  type DeletedAnswer,
  type InboxAnswer,
  type ListAnswer,
} from './schema.ts'

/** So many at most in a list, as documented. */
const maxInboxes = 50
const maxEmails = 100
/** Random names of which each was taken. */
const maxTries = 20

export const dustmail: CompatService = {
  service: 'dustmail',
  name: 'DustMail',
  bases: [{ replaces: 'https://dustmail.net/api/v1', path: '/api/v1' }],
  plans: ['dustmail-free', 'dustmail-premium'],
  secretsOf: headers => [...bearerOf(headers), ...apiKeyOf(headers)],
  toAnswer: toFailure,
  routes,
}

function routes(app: FastifyInstance, deps: ServiceDeps): void {
  const { call, limitsOf } = deps
  const create = createInboxes(deps)

  app.post('/api/v1/inbox', async (request, reply): Promise<CreatedAnswer> => {
    const { mailbox, available } = await create(request)
    const limits = limitsOf(request)
    reply.status(201)
    return {
      success: true,
      data: toInbox(mailbox),
      meta: {
        plan: tierOf(limits.plan),
        rate_limit: toRateLimit(limits),
        available_domains: available,
      },
    }
  })

  app.get('/api/v1/inbox', async (request): Promise<ListAnswer> => {
    const { items, total } = await call(request, 'listMailboxes', { status: 'active', limit: maxInboxes })
    const limits = limitsOf(request)
    return {
      success: true,
      data: items.map(toListedInbox),
      meta: { total, plan: tierOf(limits.plan), rate_limit: toRateLimit(limits) },
    }
  })

  app.get('/api/v1/inbox/:id', async (request): Promise<InboxAnswer> => {
    const mailbox = await findInbox(call, request)
    const emails = await readEmails(call, request, mailbox)
    return {
      success: true,
      data: { inbox: toInbox(mailbox), emails: emails.map(toEmail) },
      meta: { email_count: mailbox.messageCount, rate_limit: toRateLimit(limitsOf(request)) },
    }
  })

  app.delete('/api/v1/inbox/:id', async (request): Promise<DeletedAnswer> => {
    const { id } = await findInbox(call, request)
    await orNotFound(call(request, 'deleteMailbox', { idOrAddress: id }))
    return { success: true, message: 'Inbox deleted' }
  })
}

/** Makes an inbox as the body asks; also tells the domains that there were to choose from. */
function createInboxes({ call, limitsOf, settings, randomWords }: ServiceDeps) {
  return async (request: FastifyRequest): Promise<{ mailbox: Mailbox; available: string[] }> => {
    const asked = readInput(CreateInbox, request.body)
    const { plan } = limitsOf(request)
    const domains = await readDomains({ call, settings }, request, 'dustmail')
    const available = choiceOf(tierOf(plan), domains)
    checkChoice(asked, tierOf(plan), available)
    const domain = asked.domain ?? available[0] ?? primaryDomain
    const expiresIn = lifetimeOf(asked, tierOf(plan), plan)
    for (let tries = 1; ; tries++) {
      const localPart = asked.username ?? toUsername(randomWords())
      try {
        return { mailbox: await call(request, 'createMailbox', { localPart, domain, expiresIn }), available }
      } catch (error) {
        if (asked.username !== undefined || tries === maxTries || !isError(error, 'conflict')) throw error
      }
    }
  }
}

/** An active one of the account. DustMail knows inboxes by their id only, not by their address. */
async function findInbox(call: ServiceDeps['call'], request: FastifyRequest): Promise<Mailbox> {
  const params = InboxParams.safeParse(request.params)
  if (!params.success) throw notFound()
  const mailbox = await orNotFound(call(request, 'getMailbox', { idOrAddress: params.data.id }))
  if (mailbox.status !== 'active') throw notFound()
  return mailbox
}

async function readEmails(
  call: ServiceDeps['call'],
  request: FastifyRequest,
  { id }: Mailbox,
): Promise<MessageDetail[]> {
  const { items } = await orNotFound(
    call(request, 'listMailboxMessages', { idOrAddress: id, limit: maxEmails }),
  )
  return readMails(call, request, items)
}

/** What is not there, in its words. */
async function orNotFound<T>(answer: Promise<T>): Promise<T> {
  return answer.catch((error: unknown) => {
    throw isError(error, 'not_found') ? notFound() : error
  })
}

const notFound = (): AppError => new AppError('not_found', 'Inbox not found')
