import { OAuthError } from './oauth-error.ts'
import { one, required, type Parameters } from './parameters.ts'

/** What an app asks of the person that it sends here. */
export type AuthorizeRequest = {
  /** Those that are known; others are passed over (OpenID Connect Core, 3.1.2.1). */
  scope: string[]
  nonce?: string | undefined
  codeChallenge?: string | undefined
}

export const scopes = ['openid', 'email', 'profile']

/** 32 bytes in base64url: what SHA-256 makes of every verifier. */
const challengePattern = /^[\w-]{43}$/

/** Throws what the app is to be told at its redirect URI, which has been found good before. */
export function readAuthorizeRequest(query: Parameters): AuthorizeRequest {
  refuseUnsupported(query)
  if (required(query, 'response_type') !== 'code')
    throw new OAuthError('unsupported_response_type', 'Only response_type=code is offered.')
  if (one(query, 'prompt') === 'none')
    throw new OAuthError('login_required', 'Somebody has to choose: nobody stays signed in here.')
  const asked = one(query, 'scope')?.split(' ') ?? scopes
  return {
    scope: scopes.filter(scope => asked.includes(scope)),
    nonce: one(query, 'nonce'),
    codeChallenge: readChallenge(query),
  }
}

function refuseUnsupported(query: Parameters): void {
  if (one(query, 'request') !== undefined)
    throw new OAuthError('request_not_supported', 'Send the parameters themselves instead of request.')
  if (one(query, 'request_uri') !== undefined)
    throw new OAuthError(
      'request_uri_not_supported',
      'Send the parameters themselves instead of request_uri.',
    )
  if ((one(query, 'response_mode') ?? 'query') !== 'query')
    throw new OAuthError('invalid_request', 'Only response_mode=query is offered.')
}

function readChallenge(query: Parameters): string | undefined {
  const challenge = one(query, 'code_challenge')
  const method = one(query, 'code_challenge_method')
  if (challenge === undefined && method === undefined) return undefined
  // RFC 7636, 4.3: a challenge without a method is "plain".
  if (method !== 'S256') throw new OAuthError('invalid_request', 'code_challenge_method must be S256.')
  if (challenge === undefined || !challengePattern.test(challenge))
    throw new OAuthError('invalid_request', 'code_challenge must be 43 characters of base64url.')
  return challenge
}
