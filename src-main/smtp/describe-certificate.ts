import { X509Certificate } from 'node:crypto'
import { isIPv6 } from 'node:net'
import { toTimestamp } from '#shared/api/fields.ts'
import type { Server } from '#shared/api/server.ts'
import type { Certificate } from './certificate.ts'

/** What a person needs to know a certificate by, and a client to trust it. The key stays out. */
export function describeCertificate({ cert }: Certificate): NonNullable<Server['certificate']> {
  const parsed = new X509Certificate(cert)
  return {
    fingerprint: parsed.fingerprint256,
    names: (parsed.subjectAltName ?? '').split(', ').map(shortName),
    validFrom: toTimestamp(Date.parse(parsed.validFrom)),
    validTo: toTimestamp(Date.parse(parsed.validTo)),
    pem: cert,
  }
}

/** `DNS:localhost` is localhost, and `IP Address:0:0:0:0:0:0:0:1` is ::1. */
function shortName(name: string): string {
  const bare = name.replace(/^(DNS|IP Address):/, '')
  return isIPv6(bare) ? new URL(`http://[${bare}]`).hostname.slice(1, -1) : bare
}
