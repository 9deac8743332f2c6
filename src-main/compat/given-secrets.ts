import type { IncomingHttpHeaders } from 'node:http'

/** The key of an Authorization header; a scheme that carries none counts as an empty one, which no key is. */
export function bearerOf({ authorization }: IncomingHttpHeaders): string[] {
  if (authorization === undefined) return []
  return [/^bearer +(\S+) *$/i.exec(authorization)?.[1] ?? '']
}

/** The key of an X-API-Key header. */
export function apiKeyOf(headers: IncomingHttpHeaders): string[] {
  return [headers['x-api-key'] ?? []].flat()
}
