import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { listsCaller } from '#shared/api/allowed-origins.ts'
import { compatPath } from '#shared/api/compat.ts'
import { AppError } from '#shared/api/errors.ts'
import { toTimestamp } from '#shared/api/fields.ts'
import type { Caller, CallingKey } from '#shared/api/handler.ts'
import type { KeyService, KeyStatus } from '#shared/api/keys.ts'
import { refuseKey } from './key-refusal.ts'
import { answerPreflight, isPreflight, letPageRead } from './pages.ts'
import type { CompatService, Limits, LimitWindow } from './service.ts'

type FoundKey = Omit<CallingKey, 'service'> & {
  service: KeyService
  status: KeyStatus
  allowedOrigins: readonly string[]
}

/** What the usage feature says of a call. Times are unix milliseconds. */
type Verdict = {
  refusal: 'rate_limit_exceeded' | 'quota_exceeded' | null
  tightest: Limits['tightest']
  retryAt: number
}

export type GuardDeps = {
  /** The key with this secret, of whatever service and status. */
  findKey: (secret: string) => FoundKey | undefined
  noteUse: (keyId: string) => void
  /** Takes one of the tries that an address has with bad keys; answers the milliseconds to wait when there is none. */
  countBadKey: (address: string) => number
  /** Refuses what another site's page makes a browser send without a key. */
  checkOrigin: (request: FastifyRequest) => void
  /** Counts a call and judges it. */
  admit: (caller: Caller, route: string) => Verdict | null
  limitsOf: (request: FastifyRequest) => Limits
  now: () => number
}

/** Says who calls a service, before anything else of it runs: its keys, its limits, from where a key may be used. */
export function guard(app: FastifyInstance, service: CompatService, deps: GuardDeps): void {
  const anyPath = `${compatPath(service.service)}/*`

  function findKey(request: FastifyRequest, secrets: string[]): FoundKey {
    if (new Set(secrets).size > 1) throw countBad(request, refuseKey('ambiguous'))
    const key = deps.findKey(secrets[0]!)
    if (!key || key.service !== service.service) throw countBad(request, refuseKey('unknown'))
    if (key.status !== 'active') throw refuseKey(key.status)
    return key
  }

  function countBad(request: FastifyRequest, refusal: AppError): AppError {
    const waitMs = deps.countBadKey(request.ip)
    if (waitMs === 0) return refusal
    request.isUnaudited = true
    const now = deps.now()
    return tooMany(
      'rate_limit_exceeded',
      { now, retryAt: now + waitMs, limit: null, window: 'minute' },
      'Too many calls with unknown API keys.',
    )
  }

  function limit(request: FastifyRequest, reply: FastifyReply): void {
    const route = `${request.method} ${request.route ?? anyPath}`
    const verdict = deps.admit(request.caller, route)
    if (!verdict) return
    request.tightestLimit = verdict.tightest
    service.tellLimits?.(reply, deps.limitsOf(request))
    const { refusal, retryAt, tightest } = verdict
    if (!refusal) return
    const { requestsPerMinute } = deps.limitsOf(request).plan
    const { size: limit, window } =
      refusal === 'rate_limit_exceeded' ? ({ size: requestsPerMinute, window: 'minute' } as const) : tightest!
    throw tooMany(refusal, { now: deps.now(), retryAt, limit, window }, words[refusal](retryAt))
  }

  app.addHook('onRequest', async (request, reply) => {
    if (isPreflight(request)) return answerPreflight(request, reply)
    if (service.isPublic?.(request)) return letPageRead(request, reply)
    const secrets = service.secretsOf(request.headers)
    if (secrets.length === 0) {
      deps.checkOrigin(request)
      // A mistyped path is told as such to whoever has no key yet.
      if (request.is404 || request.route === anyPath || service.isOpen?.(request)) return
      throw refuseKey('missing')
    }
    letPageRead(request, reply)
    const { id, accountId, mailboxDomains, allowedOrigins } = findKey(request, secrets)
    request.caller = { kind: 'key', key: { id, accountId, mailboxDomains, service: service.service } }
    deps.noteUse(id)
    limit(request, reply)
    if (!listsCaller(allowedOrigins, request.headers))
      throw new AppError('forbidden', 'API key not authorized for this domain')
  })
}

const words = {
  rate_limit_exceeded: () => 'Too many requests in a minute.',
  quota_exceeded: (retryAt: number) =>
    `The quota of API calls is used up. It resets on ${toTimestamp(retryAt).slice(0, 10)} at midnight UTC.`,
}

type Wait = {
  now: number
  retryAt: number
  /** How many calls there may be; null where nobody is told. */
  limit: number | null
  window: LimitWindow
}

function tooMany(code: keyof typeof words, { now, retryAt, limit, window }: Wait, message: string): AppError {
  const retryAfterSeconds = Math.max(1, Math.ceil((retryAt - now) / 1000))
  return new AppError(code, message, { details: [{ retryAfterSeconds, retryAt, limit, window }] })
}
