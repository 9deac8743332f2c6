/** What an app can be told (RFC 6749, 4.1.2.1 and 5.2; RFC 6750, 3.1; OpenID Connect Core, 3.1.2.6). */
export type OAuthErrorCode =
  | 'invalid_request'
  | 'unsupported_response_type'
  | 'access_denied'
  | 'login_required'
  | 'request_not_supported'
  | 'request_uri_not_supported'
  | 'invalid_client'
  | 'invalid_grant'
  | 'unsupported_grant_type'
  | 'invalid_token'

/** A failure that is told to an app: as JSON, or by way of the browser to its redirect URI. */
export class OAuthError extends Error {
  readonly code: OAuthErrorCode

  constructor(code: OAuthErrorCode, description: string) {
    super(description)
    this.name = 'OAuthError'
    this.code = code
  }

  toBody(): { error: OAuthErrorCode; error_description: string } {
    return { error: this.code, error_description: this.message }
  }
}
