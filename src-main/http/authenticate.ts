import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '#shared/api/errors.ts'
import type { Caller } from '#shared/api/handler.ts'
import { metricsPath } from '#shared/api/links.ts'
import { callerOf, checkOrigin, keyOf, type GivenKey, type HttpRequest } from './access.ts'
import { answerPreflight, isPreflight, letListedPageRead } from './cross-origin.ts'
import { hostName, isOutsideName } from './host-names.ts'
import { createOpenCalls, type Credential } from './open-calls.ts'
import { ownerProofOf, type OwnerDoor } from './owner-proof.ts'
import { isBelowApi, isEmulated } from './name-routes.ts'
import { keepFromOthers } from './revalidate.ts'

declare module 'fastify' {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- only an interface can be merged
  interface FastifyRequest {
    /** Who calls. Nobody outside of /api/v1, /metrics and the emulated services, which say it themselves. */
    caller: Caller
    /** How an answer ends that has no end of its own, when its key or session does; without it, it is cut off. */
    endStream: (() => void) | undefined
  }
}

/** What the HTTP side needs of keys. */
export type Keys = {
  /** The key with this secret, whatever its status. */
  find: (secret: string) => GivenKey | undefined
  /** Whether an active key lists this origin. */
  listsOrigin: (origin: string) => boolean
  /** Tells when a key may do something else than before, or nothing any more. */
  onRightsChanged: (listener: (id: string) => void) => void
  /** Called with every call that a key makes. */
  noteUse: (id: string) => void
}

type Deps = {
  keys: Keys
  owner: OwnerDoor
  /** Takes one of the tries that an address has with bad keys; answers the milliseconds to wait when there is none. */
  countBadKey: (address: string) => number
  now: () => number
}

/**
 * Says who calls, as `request.caller`, before anything else runs; refuses what is no key (401, after too many 429)
 * and pages of other origins (403), unless the key that they send lists them.
 */
export function authenticate(app: FastifyInstance, { keys, owner, countBadKey, now }: Deps): void {
  const openCalls = createOpenCalls({ now })
  keys.onRightsChanged(openCalls.end)
  owner.onSessionEnded(openCalls.end)
  openCalls.start()
  app.addHook('onClose', async () => openCalls.stop())

  /** The key that came along. What is given and is none counts, until there has been too much of it. */
  function readKey({ headers, remoteAddress }: HttpRequest, reply: FastifyReply): GivenKey | undefined {
    try {
      return keyOf(headers, keys.find)
    } catch (cause) {
      const waitMs = countBadKey(remoteAddress)
      if (waitMs === 0) throw cause
      reply.request.isUnaudited = true
      const seconds = Math.ceil(waitMs / 1000)
      reply.header('retry-after', seconds)
      const message = `Too many calls with unknown keys. Send a good one, or wait ${seconds} s.`
      throw new AppError('rate_limit_exceeded', message, { cause })
    }
  }

  app.decorateRequest('caller')
  app.decorateRequest('endStream')
  app.addHook('onRequest', async (request, reply) => {
    const asked = toHttpRequest(request)
    request.caller = { kind: 'nobody' }
    const isService = isEmulated(request.route ?? '')
    if (isService || isGuarded(request)) keepFromOthers(reply)
    if (isService) return
    if (!isGuarded(request)) return checkOrigin(asked)
    if (isPreflight(asked) && keys.listsOrigin(asked.headers.origin!))
      return answerPreflight(reply, asked.headers.origin!)
    const key = readKey(asked, reply)
    if (key) letListedPageRead(reply, asked, key)
    const proof = key ? { key } : ownerProofOf(asked.headers, owner)
    request.caller = callerOf(asked, { ...proof, openMode: owner.openMode() })
    checkOrigin(asked, key)
    const credential = credentialOf(request, key)
    const cut = () => (request.endStream ? request.endStream() : void reply.raw.destroy())
    if (credential) openCalls.add(reply.raw, { credential, cut })
    if (key) keys.noteUse(key.id)
  })
}

/**
 * Whether a call without a key is the owner's. Services may have names that reach beyond this machine in open mode
 * too: who comes by one need not be here.
 */
export function isOwner(request: HttpRequest, owner: OwnerDoor): boolean {
  const openMode = owner.openMode() && !isOutsideName(hostName(request.headers))
  const proof = { ...ownerProofOf(request.headers, owner), openMode }
  return callerOf(request, proof).kind === 'owner'
}

/** By what a call may go on for as long as it does. Changes by session do: signing out has to be answered as well. */
function credentialOf({ caller, method }: FastifyRequest, key: GivenKey | undefined): Credential | undefined {
  if (key) return { id: key.id, expiresAt: () => key.expiresAt }
  return caller.kind === 'owner' && method === 'GET' ? caller.session : undefined
}

export function toHttpRequest({ method, headers, ip, socket }: FastifyRequest): HttpRequest {
  return { method, headers, remoteAddress: ip, localAddress: socket.localAddress }
}

function isGuarded({ route = '' }: FastifyRequest): boolean {
  return isBelowApi(route) || route === metricsPath
}
