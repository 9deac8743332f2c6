import type { Identity, IdentityClient } from '#shared/api/identities.ts'

/** What tokens say by themselves (RFC 7519, RFC 9068, OpenID Connect Core): no extra claim may say otherwise. */
const reserved = new Set([
  ...[
    'iss',
    'sub',
    'aud',
    'exp',
    'nbf',
    'iat',
    'jti',
    'azp',
    'nonce',
    'auth_time',
    'at_hash',
    'c_hash',
    's_hash',
  ],
  ...['acr', 'amr', 'sid', 'scope', 'client_id', 'cnf'],
  ...['email', 'email_verified', 'name', 'picture', 'preferred_username'],
])

/** What an app learns of an identity, by what it asked for. Extra claims are for providers of the type `custom`. */
export function claimsOf(
  identity: Identity,
  { providerType }: Pick<IdentityClient, 'providerType'>,
  scope: readonly string[],
): Record<string, unknown> {
  const extra = providerType === 'custom' ? identity.claims : {}
  return {
    ...Object.fromEntries(Object.entries(extra).filter(([name]) => !reserved.has(name))),
    ...(scope.includes('email')
      ? { email: identity.mailboxAddress, email_verified: identity.emailVerified }
      : {}),
    ...(scope.includes('profile') ? profileOf(identity) : {}),
  }
}

function profileOf({ name, username, avatarUrl }: Identity): Record<string, string> {
  return {
    name,
    preferred_username: username,
    ...(avatarUrl === null ? {} : { picture: avatarUrl }),
  }
}
