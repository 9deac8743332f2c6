import { AppError } from '#shared/api/errors.ts'

/** What an address is for: `public`, `loopback`, `private` and so on; undefined for a name. */
export type KindOfHost = (host: string) => string | undefined

/** Names that nobody outside has: https://www.iana.org/assignments/special-use-domain-names, and single words. */
const ownNames = /^(?:[^.]+|.+\.(?:localhost|local|lan|internal|test|home\.arpa))$/
const ownKinds = new Set(['loopback', 'private', 'unique-local', 'link-local', 'shared'])

/**
 * The base URL as it is kept. Keys go with every call: they go over TLS, unless the address is of this machine or the own
 * network and the owner said so. Throws `bad_request`.
 */
export function checkBaseUrl(asked: string, ownNetwork: boolean, kindOf: KindOfHost): string {
  const url = new URL(asked)
  if (url.username || url.password || url.search || url.hash)
    throw refuse('must have no user name, query or fragment')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const kind = kindOf(host)
  const isOwn = kind === undefined ? ownNames.test(host) : ownKinds.has(kind)
  if (kind !== undefined && kind !== 'public' && !ownNetwork)
    throw refuse('is an address of the own network: say so with ownNetwork')
  if (url.protocol === 'http:' && !(isOwn && ownNetwork))
    throw refuse('must begin with https, or the key could be read on the way')
  return url.href.replace(/\/+$/, '')
}

function refuse(message: string): AppError {
  return new AppError('bad_request', `baseUrl: ${message}.`, { details: [{ field: 'baseUrl', message }] })
}
