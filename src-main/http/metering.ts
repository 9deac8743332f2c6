import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '#shared/api/errors.ts'
import { toTimestamp } from '#shared/api/fields.ts'
import type { Caller } from '#shared/api/handler.ts'
import { isBelowApi, isEmulated } from './name-routes.ts'
import type { CallWatcher } from './watch-calls.ts'

declare module 'fastify' {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- only an interface can be merged
  interface FastifyRequest {
    isCounted: boolean
    /** One of a flood that must not wash away what the audit has of others. */
    isUnaudited: boolean
  }
}

/** What the HTTP side is told of a key's limits. Times are unix milliseconds. */
type Verdict = {
  refusal: 'rate_limit_exceeded' | 'quota_exceeded' | null
  tightest: { size: number; remaining: number; resetsAt: number } | null
  retryAt: number
}

type EndedCall = {
  at: number
  caller: Caller
  method: string
  route: string
  status: number
  ms: number
  remoteAddress: string
}

export type Metering = {
  /** Counts a call that begins and judges a key's; null for whom nothing is limited. */
  admit: (caller: Caller, route: string) => Verdict | null
  record: (call: EndedCall) => void
}

type Deps = { metering: Metering; now: () => number }

/** The caller went away before there was an answer. Known from other servers; never sent. */
const clientClosedRequest = 499

/** Notes calls below /api/v1, and of emulated services, when they have ended, however they ended. */
export function recordCalls({ metering }: Pick<Deps, 'metering'>): CallWatcher {
  return {
    ended(request, { raw }, ms) {
      const { route } = request
      if (route === undefined || request.isUnaudited || !isNoted(route)) return
      metering.record({
        at: request.receivedAt,
        // Refused before anyone asked who it is.
        caller: request.caller ?? { kind: 'nobody' },
        method: request.method,
        route,
        status: raw.headersSent ? raw.statusCode : clientClosedRequest,
        ms: Math.round(ms * 10) / 10,
        remoteAddress: request.ip,
      })
    },
  }
}

/**
 * Holds keys to their plan and tells them how much is left. Comes after `request.caller` is known. Emulated services do it
 * themselves, in their own words.
 */
export function limitCalls(app: FastifyInstance, { metering, now }: Deps): void {
  const nameOf = createRouteNames()
  app.decorateRequest('isCounted', false)
  app.decorateRequest('isUnaudited', false)

  function count(request: FastifyRequest, reply: FastifyReply): AppError | undefined {
    const { route } = request
    if (request.isCounted || route === undefined || !isBelowApi(route)) return undefined
    request.isCounted = true
    const verdict = metering.admit(request.caller, nameOf(request.method, route))
    if (!verdict) return undefined
    if (verdict.tightest) tell(reply, verdict.tightest)
    if (!verdict.refusal) return undefined
    const seconds = Math.max(1, Math.ceil((verdict.retryAt - now()) / 1000))
    reply.header('retry-after', seconds)
    return toError(verdict.refusal, seconds, verdict.retryAt)
  }

  app.addHook('onRequest', (request, reply, done) => done(count(request, reply)))
  // A call that was refused earlier (a page that may not make it, say) is a call too.
  app.addHook('onError', (request, reply, _error, done) => {
    if (request.caller) count(request, reply)
    done()
  })
}

/** `GET /api/v1/info`, made once for each: counting would have to hash a new text with every call. */
function createRouteNames(): (method: string, route: string) => string {
  const names = new Map<string, Map<string, string>>()
  return (method, route) => {
    const byMethod = names.get(route) ?? new Map<string, string>()
    const name = byMethod.get(method) ?? `${method} ${route}`
    if (!byMethod.has(method)) names.set(route, byMethod.set(method, name))
    return name
  }
}

function tell(reply: FastifyReply, { size, remaining, resetsAt }: NonNullable<Verdict['tightest']>): void {
  reply.header('x-ratelimit-limit', size)
  reply.header('x-ratelimit-remaining', remaining)
  reply.header('x-ratelimit-reset', Math.ceil(resetsAt / 1000))
}

function toError(refusal: NonNullable<Verdict['refusal']>, seconds: number, retryAt: number): AppError {
  const wait = `Try again in ${seconds === 1 ? 'a second' : `${seconds} seconds`}.`
  if (refusal === 'quota_exceeded')
    return new AppError(
      refusal,
      `The account has used up its calls, which are counted anew on ${toTimestamp(retryAt).slice(0, 10)} at 00:00 UTC. ${wait}`,
    )
  return new AppError(refusal, `This key makes more calls in a minute than its plan allows. ${wait}`)
}

function isNoted(route: string): boolean {
  return isBelowApi(route) || isEmulated(route)
}
