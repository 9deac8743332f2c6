import type { FastifyRequest } from 'fastify'
import { localAccountId } from '#shared/api/accounts.ts'
import { AppError } from '#shared/api/errors.ts'
import { toTimestamp } from '#shared/api/fields.ts'
import type { Caller } from '#shared/api/handler.ts'
import type { MessageDetail, MessageSummary } from '#shared/api/message-shapes.ts'
import { checkDomain, scopeOf } from '#shared/api/scope.ts'
import type { ServiceDeps } from '../service.ts'
import { refuse } from './failures.ts'
import { publicDomain } from './mapping.ts'
import { expiresAt, firstShown, freeRetention, retentionOf, type Retention } from './retention.ts'

type Deps = Pick<ServiceDeps, 'callAs' | 'limitsOf' | 'now'>

/**
 * What anybody may see, from wherever they reach this server: all mail at Mailfade's domain that belongs to the local
 * account. It came by SMTP without a login, or with one that names no account, or the owner put it there. Mail of other
 * accounts, and of other domains, is for their keys.
 */
const visitor: Caller = {
  kind: 'key',
  key: {
    id: 'mailfade-visitor',
    accountId: localAccountId,
    service: 'mailfade',
    mailboxDomains: [publicDomain],
  },
}

/** Mail that is there for whoever calls: the account's of the key, and what is public. */
export function createReading({ callAs, limitsOf, now }: Deps) {
  const retentionFor = (request: FastifyRequest): Retention =>
    request.caller.kind === 'key' ? retentionOf(limitsOf(request).plan) : freeRetention

  return {
    retentionFor,

    /** Newest first. An inbox that nothing came to yet is empty, as is another account's. */
    async list(
      request: FastifyRequest,
      { address, limit, since }: { address: string; limit: number; since?: number | undefined },
    ): Promise<MessageSummary[]> {
      const first = firstShown({ retention: retentionFor(request), since }, now())
      const input = { idOrAddress: address, limit, since: toTimestamp(first) }
      const found = await asWhoMay(request, caller => callAs(caller, 'listMailboxMessages', input))
      return found?.answer.items ?? []
    },

    /** A message, and as whom it may be read. Rejects with `not_found`. */
    async find(
      request: FastifyRequest,
      id: string | undefined,
    ): Promise<{ message: MessageDetail; as: Caller }> {
      const found = id && (await asWhoMay(request, caller => callAs(caller, 'getMessage', { id })))
      if (!found) throw noMessage()
      const { answer: message, as } = found
      if (expiresAt(Date.parse(message.receivedAt), retentionFor(request)) <= now()) throw noMessage()
      return { message, as }
    },
  }
}

/** Who may not look there at all is told so: for other domains than Mailfade's a key is needed. */
export function checkInbox({ caller }: FastifyRequest, domain: string): void {
  if (caller.kind === 'key') checkDomain(scopeOf(caller), domain)
  else if (domain !== publicDomain)
    throw refuse('key_required', `Inboxes at other domains than ${publicDomain} need a key.`)
}

export const noMessage = (): AppError => refuse('not_found', 'There is no such message, or it has expired.')

/** Asks as the caller, and else as a visitor. Undefined when there is nothing for either. */
async function asWhoMay<T>(
  { caller }: FastifyRequest,
  ask: (caller: Caller) => Promise<T>,
): Promise<{ answer: T; as: Caller } | undefined> {
  const own = caller.kind === 'key' ? await unless(['not_found'], ask, caller) : undefined
  if (own || !maySeePublic(caller)) return own
  // Of what is not public a visitor does not even learn that it is there.
  return unless(['not_found', 'forbidden'], ask, visitor)
}

/** A key can be kept to other domains. */
function maySeePublic(caller: Caller): boolean {
  if (caller.kind !== 'key') return true
  const { domains } = scopeOf(caller)
  return domains === null || domains.includes(publicDomain)
}

async function unless<T>(codes: AppError['code'][], ask: (caller: Caller) => Promise<T>, as: Caller) {
  try {
    return { answer: await ask(as), as }
  } catch (error) {
    if (error instanceof AppError && codes.includes(error.code)) return undefined
    throw error
  }
}
