import type { IncomingHttpHeaders } from 'node:http'
import { isIP } from 'node:net'
import { AppError } from '#shared/api/errors.ts'

type Asked = {
  headers: IncomingHttpHeaders
  /** The address of ours that the connection came to; none without a socket. */
  localAddress: string | undefined
}

/** What this server answers to besides loopback: the address it was told to listen on, and names it was given. */
export type OwnNames = { boundHost: () => string; allowedNames: readonly string[] }

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Refuses requests for a name that is not ours (421). A web page whose name was rebound to our address still sends
 * its own name as Host, so this, and not CORS, is what keeps it out. An address cannot be rebound: one that the
 * connection really came to is ours.
 */
export function checkHost({ headers, localAddress }: Asked, { boundHost, allowedNames }: OwnNames): void {
  const name = hostName(headers)
  const own = [boundHost().toLowerCase(), plainAddress(localAddress ?? '')].filter(isNamed)
  if (isLoopbackName(name) || own.includes(withoutBrackets(name)) || allowedNames.includes(name)) return
  throw new AppError(
    'misdirected',
    `This server does not answer for "${name}". Use http://localhost or the address it listens on, or name it with --allow-host.`,
  )
}

/** The Host header without its port, in lower case. */
export function hostName({ host = '' }: IncomingHttpHeaders): string {
  return host.toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '')
}

/** Whether it is a name, and one that reaches beyond this machine. */
export function isOutsideName(name: string): boolean {
  return name !== '' && !isLoopbackName(name) && isIP(withoutBrackets(name)) === 0
}

export function isLoopbackAddress(address: string): boolean {
  const plain = plainAddress(address)
  return plain === '::1' || (isIP(plain) === 4 && plain.startsWith('127.'))
}

/** As people write it: IPv4 not inside of IPv6, and without the network card of a link-local one. */
function plainAddress(address: string): string {
  return address
    .toLowerCase()
    .replace(/^::ffff:(?=\d+\.)/, '')
    .replace(/%.*$/, '')
}

function isLoopbackName(name: string): boolean {
  return (
    loopbackNames.has(name) || name.endsWith('.localhost') || (isIP(name) === 4 && name.startsWith('127.'))
  )
}

const isNamed = (name: string): boolean => name !== ''
const withoutBrackets = (name: string): string => name.replace(/^\[(.*)\]$/, '$1')
