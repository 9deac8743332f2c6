import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '#shared/api/errors.ts'
import type { Caller } from '#shared/api/handler.ts'
import { isBelowApi, isEmulated, routeOf } from './route-of.ts'

declare module 'fastify' {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- only an interface can be merged
  interface FastifyRequest {
    /** The pattern of a route below /api/v1 or of an emulated service, undefined elsewhere. */
    apiRoute: string | undefined
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

/** Notes calls below /api/v1, and of emulated services, when they have ended, however they ended. Comes before all other hooks. */
export function recordCalls(app: FastifyInstance, { metering, now }: Deps): void {
  app.decorateRequest('apiRoute')
  app.decorateRequest('isUnaudited', false)
  app.addHook('onRequest', (request, reply, done) => {
    const route = apiRouteOf(request)
    request.apiRoute = route
    if (route !== undefined) {
      const at = now()
      // The clock of the day may be set meanwhile; this one only goes on.
      const began = performance.now()
      reply.raw.on('close', () => {
        if (request.isUnaudited) return
        metering.record({
          at,
          caller: request.caller ?? { kind: 'nobody' },
          method: request.method,
          route,
          status: reply.raw.headersSent ? reply.raw.statusCode : clientClosedRequest,
          ms: Math.round((performance.now() - began) * 10) / 10,
          remoteAddress: request.ip,
        })
      })
    }
    done()
  })
}

/**
 * Holds keys to their plan and tells them how much is left. Comes after `request.caller` is known. Emulated services do it
 * themselves, in their own words.
 */
export function limitCalls(app: FastifyInstance, { metering, now }: Deps): void {
  const nameOf = createRouteNames()
  app.decorateRequest('isCounted', false)

  function count(request: FastifyRequest, reply: FastifyReply): AppError | undefined {
    if (request.isCounted || request.apiRoute === undefined || isEmulated(request.apiRoute)) return undefined
    request.isCounted = true
    const verdict = metering.admit(request.caller, nameOf(request.method, request.apiRoute))
    if (!verdict) return undefined
    if (verdict.tightest) tell(reply, verdict.tightest)
    if (!verdict.refusal) return undefined
    const seconds = Math.max(1, Math.ceil((verdict.retryAt - now()) / 1000))
    reply.header('retry-after', seconds)
    return toError(verdict.refusal, seconds)
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

function toError(refusal: NonNullable<Verdict['refusal']>, seconds: number): AppError {
  const wait = `Try again in ${seconds === 1 ? 'a second' : `${seconds} seconds`}.`
  if (refusal === 'quota_exceeded')
    return new AppError(
      refusal,
      `The account has used up its calls of today, which are counted anew at 00:00 UTC. ${wait}`,
    )
  return new AppError(refusal, `This key makes more calls in a minute than its plan allows. ${wait}`)
}

function apiRouteOf(request: FastifyRequest): string | undefined {
  const route = routeOf(request)
  return route !== undefined && (isBelowApi(route) || isEmulated(route)) ? route : undefined
}
