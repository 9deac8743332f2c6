import { toTimestamp } from '#shared/api/fields.ts'
import type { Key, KeyService, KeyStatus } from '#shared/api/keys.ts'

/** A key as it is stored. Times are unix milliseconds. */
export type KeyRecord = {
  /** The order in which keys were made. */
  number: number
  id: string
  accountId: string
  name: string
  service: KeyService
  prefix: string
  lastEight: string
  /** SHA-256 of the whole key, hex. */
  hash: string
  mailboxDomains: string[]
  allowedOrigins: string[]
  createdAt: number
  expiresAt: number | null
  revokedAt: number | null
  lastUsedAt: number | null
}

/** A key works until `expiresAt`, to the millisecond. One that was revoked stays revoked. */
export function statusOf(key: Pick<KeyRecord, 'expiresAt' | 'revokedAt'>, now: number): KeyStatus {
  if (key.revokedAt !== null) return 'revoked'
  return key.expiresAt !== null && key.expiresAt <= now ? 'expired' : 'active'
}

/** A key as the API shows it. */
export function toKey(record: KeyRecord, now: number): Key {
  const { id, name, prefix, lastEight, accountId, service, mailboxDomains, allowedOrigins } = record
  const { createdAt, expiresAt, lastUsedAt } = record
  return {
    id,
    name,
    prefix,
    lastEight,
    accountId,
    service,
    status: statusOf(record, now),
    mailboxDomains,
    allowedOrigins,
    createdAt: toTimestamp(createdAt),
    expiresAt: expiresAt === null ? null : toTimestamp(expiresAt),
    lastUsedAt: lastUsedAt === null ? null : toTimestamp(lastUsedAt),
  }
}
