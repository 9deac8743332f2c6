import { X509Certificate } from 'node:crypto'
import { toTimestamp } from '#shared/api/fields.ts'
import type { Server } from '#shared/api/server.ts'
import type { Certificate } from './certificate.ts'

/** What a person needs to know a certificate by, and a client to trust it. The key stays out. */
export function describeCertificate({ cert }: Certificate): NonNullable<Server['certificate']> {
  const parsed = new X509Certificate(cert)
  return {
    fingerprint: parsed.fingerprint256,
    names: (parsed.subjectAltName ?? '').split(', ').map(name => name.replace(/^(DNS|IP Address):/, '')),
    validFrom: toTimestamp(Date.parse(parsed.validFrom)),
    validTo: toTimestamp(Date.parse(parsed.validTo)),
    pem: cert,
  }
}
