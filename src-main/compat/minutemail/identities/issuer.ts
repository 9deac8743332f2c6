import type { FastifyRequest } from 'fastify'
import { baseUrlOf } from '../../base-url.ts'
import { scopes } from './authorize-request.ts'

/** Who issues tokens: the service, by the base URL that the call came by. */
export const issuerOf = (request: Pick<FastifyRequest, 'headers' | 'originalUrl'>): string =>
  baseUrlOf(request, 'minutemail')

/** OpenID Connect Discovery 1.0, section 3. */
export function metadataOf(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/oauth/authorize`,
    token_endpoint: `${issuer}/oauth/token`,
    userinfo_endpoint: `${issuer}/oauth/userinfo`,
    jwks_uri: `${issuer}/jwks`,
    scopes_supported: scopes,
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
    code_challenge_methods_supported: ['S256'],
    claims_supported: [
      ...['iss', 'sub', 'aud', 'exp', 'iat', 'auth_time', 'nonce'],
      ...['email', 'email_verified', 'name', 'preferred_username', 'picture'],
    ],
    authorization_response_iss_parameter_supported: true,
    claims_parameter_supported: false,
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
  }
}
