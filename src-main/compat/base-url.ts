import type { FastifyRequest } from 'fastify'
import { compatPath, type HostedService } from '#shared/api/compat.ts'

/** The base URL by which a call came: below the service's path, or by one of its host names. A proxy says if it has TLS. */
export function baseUrlOf(
  { headers, originalUrl }: Pick<FastifyRequest, 'headers' | 'originalUrl'>,
  service: HostedService,
): string {
  const protocol = headers['x-forwarded-proto'] === 'https' ? 'https' : 'http'
  const prefix = compatPath(service)
  return `${protocol}://${headers.host}${originalUrl.startsWith(`${prefix}/`) ? prefix : ''}`
}
