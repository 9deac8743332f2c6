import { createHash } from 'node:crypto'

/** What somebody agreed to on the sign-in page. */
export type Grant = {
  clientId: string
  identityId: string
  redirectUri: string
  scope: readonly string[]
  nonce?: string | undefined
  /** Of PKCE (RFC 7636), S256. */
  codeChallenge?: string | undefined
}

/** Times are unix milliseconds. */
export type IssuedCode = { grant: Grant; issuedAt: number; state: 'open' | 'used' | 'revoked' }

export type PresentedCode = {
  clientId: string
  redirectUri: string
  codeVerifier?: string | undefined
  /** Whether the app proved its secret. */
  knowsSecret: boolean
}

export type CodeRefusal =
  | 'unknown'
  | 'used'
  | 'expired'
  | 'other redirect_uri'
  | 'verifier missing'
  | 'verifier wrong'
  | 'verifier without challenge'
  | 'neither secret nor challenge'

/** A code is for the app's next call; RFC 6749, 4.1.2 allows ten minutes at most. */
export const codeLifetimeMs = 60_000

/** Why a code is refused; undefined when it is good. A code of another app is as unknown as one that never was. */
export function judgeCode(
  code: IssuedCode | undefined,
  presented: PresentedCode,
  now: number,
): CodeRefusal | undefined {
  if (!code || code.grant.clientId !== presented.clientId) return 'unknown'
  if (code.state !== 'open') return 'used'
  if (now >= code.issuedAt + codeLifetimeMs) return 'expired'
  if (code.grant.redirectUri !== presented.redirectUri) return 'other redirect_uri'
  return judgeProof(code.grant, presented)
}

/** Who brings the verifier is who asked for the code, and needs no secret: apps in a browser can keep none. */
function judgeProof({ codeChallenge }: Grant, { codeVerifier, knowsSecret }: PresentedCode) {
  if (codeChallenge === undefined) {
    // RFC 9700, 2.1.1: or else a stolen code could be asked for without a challenge.
    if (codeVerifier !== undefined) return 'verifier without challenge'
    return knowsSecret ? undefined : 'neither secret nor challenge'
  }
  if (codeVerifier === undefined) return 'verifier missing'
  return challengeOf(codeVerifier) === codeChallenge ? undefined : 'verifier wrong'
}

/** RFC 7636, 4.2. */
function challengeOf(codeVerifier: string): string {
  return createHash('sha256').update(codeVerifier).digest('base64url')
}
