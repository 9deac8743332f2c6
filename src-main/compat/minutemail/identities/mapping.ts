import type { Identity as NativeIdentity, IdentityClient as NativeClient } from '#shared/api/identities.ts'
import type { Client, Identity, ShownClient } from './schema.ts'

export function toClient({
  clientId,
  name,
  providerType,
  providerLabel,
  redirectUris,
}: NativeClient): Client {
  return { clientId, name, providerType, providerLabel, redirectUris }
}

export function toShownClient(client: NativeClient & { clientSecret: string }): ShownClient {
  return { ...toClient(client), clientSecret: client.clientSecret }
}

export function toIdentity({ accountId: _, createdAt: __, ...identity }: NativeIdentity): Identity {
  return identity
}
