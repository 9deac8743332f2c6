import type { IncomingHttpHeaders } from 'node:http'
import { listsCaller, listsOrigin } from '#shared/api/allowed-origins.ts'
import { AppError } from '#shared/api/errors.ts'
import type { Caller, CallingKey, OwnerSession } from '#shared/api/handler.ts'
import type { KeyStatus } from '#shared/api/keys.ts'
import { hostName, isLoopbackAddress, isOutsideName } from './host-names.ts'

/** What the rules look at; nothing of a web framework. */
export type HttpRequest = {
  method: string
  headers: IncomingHttpHeaders
  /** The peer of the connection. */
  remoteAddress: string
  /** Our own end of it; none without a socket. */
  localAddress: string | undefined
}

/** A key whose secret came with the request. */
export type GivenKey = CallingKey & {
  status: KeyStatus
  allowedOrigins: readonly string[]
  /** Unix milliseconds. */
  expiresAt: number | null
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses what another site's page makes a browser send: changes by Origin, reads by Sec-Fetch-Site. A key that
 * lists the page's origin lets it in, and a key that lists any is refused everywhere else.
 */
export function checkOrigin(request: HttpRequest, key?: GivenKey): void {
  const { origin } = request.headers
  if (isForeign(request)) {
    if (key && listsOrigin(key.allowedOrigins, origin!)) return
    throw new AppError('forbidden', `Pages of ${clip(origin!)} may not call this server.`)
  }
  if (isCrossSite(request)) throw new AppError('forbidden', 'Pages of other sites may not call this server.')
  if (key) checkPlace(request.headers, key.allowedOrigins)
}

/** Whether a page of another origin sends this, by what the browser says. TLS is a proxy's, and proxies have names. */
export function isForeign({ headers }: HttpRequest): boolean {
  if (headers.origin === undefined) return false
  const origin = headers.origin.toLowerCase()
  if (origin === `https://${hostOf(headers)}`) return !isOutsideName(hostName(headers))
  return origin !== `http://${hostOf(headers)}`
}

/** The key that came along, if any. What is given and is no key of ours is 401, never passed over. */
export function keyOf<Key>(
  headers: IncomingHttpHeaders,
  find: (secret: string) => Key | undefined,
): Key | undefined {
  const given = [bearerOf(headers.authorization), headers['x-api-key']].filter(one => one !== undefined)
  if (given.length === 0) return undefined
  if (new Set(given).size > 1)
    throw new AppError('unauthorized', 'Authorization and X-API-Key carry different keys. Send one.')
  const key = find(String(given[0]))
  if (!key) throw new AppError('unauthorized', 'This key is not known here.')
  return key
}

/** What a request brings to say who sends it. */
export type Proof = {
  key?: GivenKey | undefined
  session?: OwnerSession | undefined
  /** It comes from the desktop's window. */
  isWindow?: boolean
  /** Whoever is on this machine is its owner. */
  openMode: boolean
}

/**
 * Who calls: whom the key speaks for; else the owner, by the window, by a session, or in open mode by being here. A
 * webhook of ours that points back here must not act as the owner, and is known by the header that it always has.
 */
export function callerOf(request: HttpRequest, { key, session, isWindow, openMode }: Proof): Caller {
  if (key) return { kind: 'key', key: goodKey(key) }
  if (isWindow) return { kind: 'owner' }
  if (request.headers['webhook-id'] !== undefined) return { kind: 'nobody' }
  if (session) return { kind: 'owner', session }
  return openMode && isLocal(request) ? { kind: 'owner' } : { kind: 'nobody' }
}

/** From this machine, and not passed on by a proxy on it for somebody elsewhere. */
function isLocal({ headers, remoteAddress }: HttpRequest): boolean {
  const passedOnFor = [headers['x-forwarded-for'], headers['x-real-ip']].flatMap(value =>
    value === undefined ? [] : String(value).split(','),
  )
  return [remoteAddress, ...passedOnFor].every(address => isLoopbackAddress(address.trim()))
}

/** Whoever has the secret may know what became of the key. */
function goodKey({ status, id, accountId, service, mailboxDomains }: GivenKey): CallingKey {
  if (status === 'expired') throw new AppError('unauthorized', 'This key has expired.')
  if (status === 'revoked') throw new AppError('unauthorized', 'This key was revoked.')
  return { id, accountId, service, mailboxDomains }
}

/** Empty for what is not the scheme of a key: no key is that. */
function bearerOf(authorization: string | undefined): string | undefined {
  if (authorization === undefined) return undefined
  return /^bearer +(\S+) *$/i.exec(authorization)?.[1] ?? ''
}

function isCrossSite({ method, headers }: HttpRequest): boolean {
  const crossSite = headers['sec-fetch-site'] === 'cross-site' || headers['sec-fetch-site'] === 'same-site'
  const followsLink = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document'
  return crossSite && !(safeMethods.has(method) && followsLink)
}

function checkPlace(headers: IncomingHttpHeaders, allowed: readonly string[]): void {
  if (listsCaller(allowed, headers)) return
  const page = headers.origin ?? headers.referer
  throw new AppError(
    'forbidden',
    `This key may not be used from ${clip(page ?? hostOf(headers))}. Its allowedOrigins say from where.`,
  )
}

function hostOf({ host = '' }: IncomingHttpHeaders): string {
  return host.toLowerCase()
}

const clip = (text: string): string => text.slice(0, 200)
