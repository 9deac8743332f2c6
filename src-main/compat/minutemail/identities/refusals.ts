import type { IdentityProvider } from '../../../api/identity-provider.ts'
import { OAuthError } from './oauth-error.ts'

type Refusal = Extract<Awaited<ReturnType<IdentityProvider['exchange']>>, string>

/** Why a code gets no tokens, as RFC 6749, 5.2 names it. */
const refusals: Record<Refusal, [code: OAuthError['code'], description: string]> = {
  'not this client': ['invalid_client', 'There is no client with this id and secret.'],
  unknown: ['invalid_grant', 'This code was not given to this client.'],
  used: ['invalid_grant', 'This code was used before. The tokens that it got are revoked.'],
  expired: ['invalid_grant', 'This code has expired: it is good for a minute.'],
  'other redirect_uri': ['invalid_grant', 'The code was sent to another redirect_uri.'],
  'verifier missing': ['invalid_grant', 'code_verifier is missing: the code was asked for with a challenge.'],
  'verifier wrong': ['invalid_grant', 'code_verifier does not fit the code_challenge.'],
  'verifier without challenge': ['invalid_grant', 'The code was asked for without a code_challenge.'],
  'neither secret nor challenge': [
    'invalid_client',
    'Send the client secret, or ask for the code with a code_challenge.',
  ],
  'identity gone': ['invalid_grant', 'The identity was deleted, or is not active any more.'],
}

export function toOAuthError(refusal: Refusal): OAuthError {
  return new OAuthError(...refusals[refusal])
}
