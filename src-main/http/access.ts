import type { IncomingHttpHeaders } from 'node:http'
import { isIP } from 'node:net'
import { listsHost, listsOrigin } from '#shared/api/allowed-origins.ts'
import { AppError } from '#shared/api/errors.ts'
import type { Caller, CallingKey } from '#shared/api/handler.ts'
import type { KeyStatus } from '#shared/api/keys.ts'

/** What the rules look at; nothing of a web framework. */
export type HttpRequest = {
  method: string
  headers: IncomingHttpHeaders
  /** The peer of the connection. */
  remoteAddress: string
}

/** A key whose secret came with the request. */
export type GivenKey = CallingKey & {
  status: KeyStatus
  allowedOrigins: readonly string[]
  /** Unix milliseconds. */
  expiresAt: number | null
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])
const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Refuses requests for a name that is not ours (421). A web page whose name was rebound to 127.0.0.1 still sends
 * its own name as Host, so this, and not CORS, is what keeps it out.
 */
export function checkHost({ headers }: HttpRequest, boundHost: string): void {
  const name = hostName(headers.host ?? '')
  if (isLoopbackName(name) || name === boundHost.toLowerCase() || name === `[${boundHost.toLowerCase()}]`)
    return
  throw new AppError(
    'misdirected',
    `This server does not answer for "${name}". Use http://localhost or the address it listens on.`,
  )
}

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

/** Whether a page of another origin sends this, by what the browser says. */
export function isForeign({ headers }: HttpRequest): boolean {
  return headers.origin !== undefined && headers.origin.toLowerCase() !== `http://${hostOf(headers)}`
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

/**
 * Who calls: whom the key speaks for; else, in open mode, whoever is on this machine is its owner. A webhook of ours
 * that points back here must not act as the owner, and is known by the header that it always has.
 */
export function callerOf(
  { headers, remoteAddress }: HttpRequest,
  proof: { key?: GivenKey | undefined },
): Caller {
  if (proof.key) return { kind: 'key', key: goodKey(proof.key) }
  if (headers['webhook-id'] !== undefined) return { kind: 'nobody' }
  return isLoopbackAddress(remoteAddress) ? { kind: 'owner' } : { kind: 'nobody' }
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

/** Where the call comes from, as far as it says: its Origin, else its Referer, else the Host it called. */
function checkPlace(headers: IncomingHttpHeaders, allowed: readonly string[]): void {
  const page = headers.origin ?? headers.referer
  const listed = page === undefined ? listsHost(allowed, hostOf(headers)) : listsOrigin(allowed, page)
  if (allowed.length === 0 || listed) return
  throw new AppError(
    'forbidden',
    `This key may not be used from ${clip(page ?? hostOf(headers))}. Its allowedOrigins say from where.`,
  )
}

function hostOf({ host = '' }: IncomingHttpHeaders): string {
  return host.toLowerCase()
}

/** The Host header without its port. */
function hostName(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '')
}

function isLoopbackName(name: string): boolean {
  return (
    loopbackNames.has(name) || name.endsWith('.localhost') || (isIP(name) === 4 && name.startsWith('127.'))
  )
}

function isLoopbackAddress(address: string): boolean {
  const plain = address.replace(/^::ffff:/, '')
  return plain === '::1' || plain.startsWith('127.')
}

const clip = (text: string): string => text.slice(0, 200)
