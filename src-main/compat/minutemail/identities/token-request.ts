import { OAuthError } from './oauth-error.ts'
import { one, required, type Parameters } from './parameters.ts'

export type TokenRequest = {
  clientId: string
  clientSecret?: string | undefined
  code: string
  redirectUri: string
  codeVerifier?: string | undefined
}

/** Reads what an app sends to get tokens (RFC 6749, 4.1.3). Throws what it is to be told. */
export function readTokenRequest(form: Parameters, authorization: string | undefined): TokenRequest {
  const { clientId, clientSecret } = readClient(form, authorization)
  if (required(form, 'grant_type') !== 'authorization_code')
    throw new OAuthError('unsupported_grant_type', 'Only grant_type=authorization_code is offered.')
  return {
    clientId,
    clientSecret,
    code: required(form, 'code'),
    redirectUri: required(form, 'redirect_uri'),
    codeVerifier: one(form, 'code_verifier'),
  }
}

/** Who calls, by client_secret_basic, client_secret_post, or without a secret (RFC 6749, 2.3.1). */
function readClient(form: Parameters, authorization: string | undefined) {
  const named = { clientId: one(form, 'client_id'), clientSecret: one(form, 'client_secret') }
  const { clientId, clientSecret } = authorization === undefined ? named : readBasic(authorization)
  if (clientId === undefined) throw new OAuthError('invalid_client', 'client_id is missing.')
  if (named.clientId !== undefined && named.clientId !== clientId)
    throw new OAuthError('invalid_request', 'Authorization and client_id name different clients.')
  if (authorization !== undefined && named.clientSecret !== undefined)
    throw new OAuthError('invalid_request', 'Send the secret in Authorization or as client_secret, not both.')
  return { clientId, clientSecret }
}

/** Both parts are encoded as in a form before they are joined. */
function readBasic(authorization: string): { clientId: string; clientSecret: string } {
  const encoded = /^basic +([\w+/=-]+) *$/i.exec(authorization)?.[1] ?? ''
  const [, id, secret] = /^([^:]*):(.*)$/.exec(Buffer.from(encoded, 'base64').toString()) ?? []
  if (!id || secret === undefined)
    throw new OAuthError('invalid_client', 'Authorization must be Basic with the client and its secret.')
  return { clientId: decodeForm(id), clientSecret: decodeForm(secret) }
}

const decodeForm = (text: string): string => new URLSearchParams(`x=${text}`).get('x')!
