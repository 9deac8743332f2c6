import type { FastifyRequest } from 'fastify'
import { toTimestamp } from '#shared/api/fields.ts'
import type { CallingKey, Caller } from '#shared/api/handler.ts'
import type { Key } from '#shared/api/keys.ts'
import { refuseKey } from '../key-refusal.ts'
import { readInput } from '../read-input.ts'
import type { ServiceDeps } from '../service.ts'
import { notFound, refuse } from './failures.ts'
import { takeAll } from '../paging.ts'
import { CreateKey, IdParams } from './schema.ts'

const owner: Caller = { kind: 'owner' }
const dayMs = 24 * 60 * 60 * 1000
/** Ours: more than any team rotates, and all keys are kept in memory, those of other services and revoked ones too. */
const maxKeys = 100

export const onlyOnce = 'This API key will only be shown once. Please store it securely.'

/**
 * The MoMail keys of the account that calls. The native API leaves keys to the owner; MoMail lets keys make keys, so they are
 * made as the owner, for the account of the calling key alone, and with no more domains and origins than it has itself.
 */
export function createAccountKeys({ callAs, now }: ServiceDeps) {
  /** Expired ones too. A key that is kept to some domains sees no key that reaches others. */
  async function list(request: FastifyRequest): Promise<Key[]> {
    const { accountId, mailboxDomains } = keyOf(request)
    const keys = await takeAll(turn => callAs(owner, 'listKeys', { account: accountId, ...turn }))
    const reaches = (domain: string) => mailboxDomains.includes('*') || mailboxDomains.includes(domain)
    return keys.filter(
      key => key.service === 'momail' && key.status !== 'revoked' && key.mailboxDomains.every(reaches),
    )
  }

  async function create(request: FastifyRequest) {
    const { name, expirationDays, expiration_days } = readInput(CreateKey, request.body)
    const days = expirationDays ?? expiration_days
    const { id, accountId } = keyOf(request)
    const { total } = await callAs(owner, 'listKeys', { account: accountId, limit: 1 })
    if (total >= maxKeys)
      throw refuse('quota_exceeded', 'QUOTA_EXCEEDED', `An account has at most ${maxKeys} API keys.`)
    const { mailboxDomains, allowedOrigins } = await callAs(owner, 'getKey', { id })
    return callAs(owner, 'createKey', {
      name,
      service: 'momail',
      accountId,
      mailboxDomains,
      allowedOrigins,
      expiresAt: days === undefined ? null : toTimestamp(now() + days * dayMs),
    })
  }

  /** Deletes it, for who makes and revokes keys all day should leave nothing behind. Answers with the id. */
  async function revoke(request: FastifyRequest): Promise<string> {
    const params = IdParams.safeParse(request.params)
    const key = params.success && (await list(request)).find(({ id }) => id === params.data.id)
    if (!key) throw notFound('API key')
    await callAs(owner, 'deleteKey', { id: key.id })
    return key.id
  }

  return { list, create, revoke }
}

/** As lists show it: `mk_a1b****`. */
export const maskOf = ({ prefix }: Pick<Key, 'prefix'>): string => `${prefix.slice(0, 'mk_a1b'.length)}****`

export function keyOf({ caller }: FastifyRequest): CallingKey {
  if (caller.kind !== 'key') throw refuseKey('missing')
  return caller.key
}
