import type { IncomingHttpHeaders } from 'node:http'
import { isIP } from 'node:net'
import { AppError } from '#shared/api/errors.ts'
import type { Caller } from '#shared/api/handler.ts'

/** What the rules look at; nothing of a web framework. */
export type HttpRequest = {
  method: string
  headers: IncomingHttpHeaders
  /** The peer of the connection. */
  remoteAddress: string
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

/** Refuses what another site's page makes a browser send: changes by Origin, reads by Sec-Fetch-Site. */
export function checkOrigin({ method, headers }: HttpRequest): void {
  const foreign = headers.origin !== undefined && !isOwnOrigin(headers.origin, headers.host ?? '')
  if (foreign) throw new AppError('forbidden', `Pages of ${clip(headers.origin!)} may not call this server.`)
  const crossSite = headers['sec-fetch-site'] === 'cross-site' || headers['sec-fetch-site'] === 'same-site'
  const followsLink = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document'
  if (crossSite && !(safeMethods.has(method) && followsLink)) {
    throw new AppError('forbidden', 'Pages of other sites may not call this server.')
  }
}

/** Open mode: whoever is on this machine is its owner. A key that is given is judged as a key, never passed over. */
export function callerOf({ headers, remoteAddress }: HttpRequest): Caller {
  if (headers.authorization !== undefined || headers['x-api-key'] !== undefined) {
    throw new AppError('unauthorized', 'This key is not known here.')
  }
  return isLoopbackAddress(remoteAddress) ? { kind: 'owner' } : { kind: 'nobody' }
}

function isOwnOrigin(origin: string, host: string): boolean {
  return origin.toLowerCase() === `http://${host.toLowerCase()}`
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
