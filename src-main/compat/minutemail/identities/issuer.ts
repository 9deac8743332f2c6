import type { FastifyRequest } from 'fastify'
import { compatPath } from '#shared/api/compat.ts'
import { scopes } from './authorize-request.ts'

/** The base URL by which a call came: below the service's path, or by one of its host names. A proxy says if it has TLS. */
export function issuerOf({ headers, originalUrl }: Pick<FastifyRequest, 'headers' | 'originalUrl'>): string {
  const protocol = headers['x-forwarded-proto'] === 'https' ? 'https' : 'http'
  const prefix = compatPath('minutemail')
  return `${protocol}://${headers.host}${originalUrl.startsWith(`${prefix}/`) ? prefix : ''}`
}

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
