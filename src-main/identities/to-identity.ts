import { toTimestamp } from '#shared/api/fields.ts'
import type { Identity, IdentityClient } from '#shared/api/identities.ts'
import type { ClientRow } from './client-sql.ts'
import type { IdentityRow } from './identity-sql.ts'

export function toClient(row: ClientRow): IdentityClient {
  return {
    clientId: row.id,
    accountId: row.account_id,
    name: row.name,
    providerType: row.provider_type,
    providerLabel: row.provider_label,
    redirectUris: JSON.parse(row.redirect_uris) as string[], // as written by the repository
    createdAt: toTimestamp(row.created_at),
  }
}

export function toIdentity(row: IdentityRow): Identity {
  return {
    id: row.id,
    accountId: row.account_id,
    clientId: row.client_id,
    mailboxAddress: row.domain === '' ? row.local_part : `${row.local_part}@${row.domain}`,
    username: row.username,
    name: row.name,
    avatarUrl: row.avatar_url,
    isActive: row.is_active === 1,
    emailVerified: row.email_verified === 1,
    claims: JSON.parse(row.claims) as Record<string, string>, // as written by the repository
    createdAt: toTimestamp(row.created_at),
  }
}
