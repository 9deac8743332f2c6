import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { HostedService } from '#shared/api/compat.ts'
import type { Call, OperationName, Output } from '#shared/api/contract.ts'
import type { AppError } from '#shared/api/errors.ts'
import type { Caller } from '#shared/api/handler.ts'
import type { Plan } from '#shared/api/plans.ts'
import type { Settings } from '#shared/api/settings.ts'
import type { MessageBytes } from '../api/message-bytes.ts'

/** An emulated service: what of it differs from the others. Each is a folder, see README.md. */
export type CompatService = {
  service: HostedService
  /** As its makers write it. */
  name: string
  /** The base URLs that it documents, and the path of each below its prefix; the usual one first. */
  bases: { replaces: string; path: string }[]
  /** Built-in plans that stand for its own. */
  plans: string[]
  /** Every key that came along, wherever this service looks for one; `bearerOf` reads the usual header. */
  secretsOf: (headers: IncomingHttpHeaders) => string[]
  /** Whether a call without a key may come in. Left out: never. */
  isOpen?: (request: FastifyRequest) => boolean
  /** Whether a call is for everybody, from every page, as nobody: what it carries is no key, and its route judges it. */
  isPublic?: (request: FastifyRequest) => boolean
  /** A failure in its words and shape. `keyRefusalOf` says why a key was refused, `retryAfterOf` when to try again. */
  toAnswer: (error: AppError) => ErrorAnswer
  /** Puts what is left onto an answer, where it has headers for that. Called for every call with a good key. */
  tellLimits?: (reply: FastifyReply, limits: Limits) => void
  /** Its routes, relative to its prefix. */
  routes: (app: FastifyInstance, deps: ServiceDeps) => void | Promise<void>
}

/** An object leaves as JSON, a text as text/plain. */
export type ErrorAnswer = { status: number; body: object | string; headers?: Record<string, string | number> }

/** For how long a limit of calls counts them. */
export type LimitWindow = 'minute' | 'day' | 'month'

/** What the account of a key may use and has used. */
export type Limits = {
  plan: Plan
  /** Of all keys of the account since 00:00 UTC, this one and refused ones included. */
  callsToday: number
  /** The limit with the least left, minute, day or month; null when there is none. `resetsAt` is in unix milliseconds. */
  tightest: { window: LimitWindow; size: number; remaining: number; resetsAt: number } | null
}

type CallAs<First extends unknown[]> = <N extends OperationName>(
  ...given: [...First, name: N, input?: Call<N>]
) => Promise<Output<N>>

/** All that a service reaches of the program. */
export type ServiceDeps = {
  /**
   * Calls an operation of the native API for whom the request comes from, so that its rules of ownership, plans and
   * input hold. Rejects with AppError, which `toAnswer` turns into the service's own.
   */
  call: CallAs<[request: FastifyRequest]>
  /**
   * Calls an operation as somebody else: as the owner, what the native API keeps from keys (narrow it to the account of the
   * key by hand); as a key of your own making, what whoever comes without one may see.
   */
  callAs: CallAs<[caller: Caller]>
  /** What a message has that is not JSON; ask with `scopeOf(request.caller)`. */
  bytes: MessageBytes
  /** Of the key that came along. Throws `unauthorized` for a call without one. */
  limitsOf: (request: FastifyRequest) => Limits
  /** Whether it is the owner who sends this: whoever is on the machine in open mode, else a browser that signed in. */
  isOwner: (request: FastifyRequest) => boolean
  settings: () => Settings
  /** An adjective, a noun and four digits: the stuff of random addresses. */
  randomWords: () => [adjective: string, noun: string, digits: string]
  now: () => number
}
