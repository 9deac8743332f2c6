import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { AppError } from '#shared/api/errors.ts'
import { sessionPath } from '#shared/api/links.ts'
import { passwordLength } from '#shared/api/owner.ts'
import { toDetails } from '../api/issues.ts'
import { isLoopbackAddress } from './host-names.ts'
import { readQuery } from './read-query.ts'
import { endedCookie, sessionCookie, sessionTokens } from './session-cookie.ts'

/** What the HTTP side needs of the owner to let a browser sign in and out. */
export type SessionDoor = {
  /** Answers the token of a new session. Throws `unauthorized`, or `rate_limit_exceeded` after too many tries. */
  signIn: (password: string, place: { name: string; isTrusted: boolean }) => Promise<string>
  signOut: (token: string) => void
}

export const SignIn = z.strictObject({ password: z.string().min(1).max(passwordLength.max) })

/** Signing in and out. Not operations of the contract: only a browser has cookies. */
export function sessionRoutes(app: FastifyInstance, { owner }: { owner: SessionDoor }): void {
  app.post(sessionPath, async (request, reply) => {
    const token = await owner.signIn(readPassword(request), placeOf(request))
    return done(reply, sessionCookie(token, { secure: cameOverTls(request) }))
  })

  app.delete(sessionPath, async (request, reply) => {
    readQuery(request)
    for (const token of sessionTokens(request.headers.cookie)) owner.signOut(token)
    return done(reply, endedCookie({ secure: cameOverTls(request) }))
  })
}

function done(reply: FastifyReply, cookie: string): FastifyReply {
  return reply.status(204).header('set-cookie', cookie).header('cache-control', 'no-store').send()
}

function readPassword(request: FastifyRequest): string {
  readQuery(request)
  const result = SignIn.safeParse(request.body ?? {})
  if (result.success) return result.data.password
  const details = toDetails(result.error)
  throw new AppError('bad_request', details.map(({ field, message }) => `${field}: ${message}`).join('; '), {
    details,
  })
}

/**
 * This machine is one place, whichever of its loopback addresses is used. What says that it was passed on is a proxy's,
 * for whoever it may be.
 */
function placeOf({ ip, headers }: FastifyRequest): { name: string; isTrusted: boolean } {
  const isPassedOn = passingOn.some(name => headers[name] !== undefined)
  const isHere = isLoopbackAddress(ip) && !isPassedOn
  return { name: isHere ? 'this machine' : ip, isTrusted: isHere }
}

const passingOn = ['x-forwarded-for', 'x-real-ip', 'forwarded']

/** Only the browser knows: to us, a proxy speaks plainly. */
function cameOverTls({ headers }: FastifyRequest): boolean {
  return headers.origin?.startsWith('https://') ?? false
}
