import { ReplyError } from './reply-error.ts'

/** What the owner asks of clients. */
export type LoginPolicy = { auth: 'any' | 'listed'; requireTls: boolean }

/** Ways to log in that the server knows. */
export const allMethods: readonly string[] = ['PLAIN', 'LOGIN', 'CRAM-MD5', 'XOAUTH2']
/** CRAM-MD5 and tokens cannot be checked against the hash of a password. */
const methods = { any: allMethods, listed: ['PLAIN', 'LOGIN'] }

/** Ways to log in that EHLO names: none before TLS where that is required. */
export function offeredMethods({ auth, requireTls }: LoginPolicy, secure: boolean): readonly string[] {
  return requireTls && !secure ? [] : methods[auth]
}

/** Whether AUTH may begin; undefined when it may. */
export function refuseLogin(policy: LoginPolicy, secure: boolean, method: string): ReplyError | undefined {
  if (policy.requireTls && !secure) {
    // RFC 4954, section 6.
    return new ReplyError(538, '5.7.11 Encryption required: start TLS first', 'tls')
  }
  if (!offeredMethods(policy, secure).includes(method.toUpperCase())) {
    return new ReplyError(504, '5.5.4 This way to log in is not offered', 'protocol')
  }
  return undefined
}

/** Whether MAIL may begin; undefined when it may. */
export function refuseMail(
  policy: LoginPolicy,
  { secure, user }: { secure: boolean; user: string | null },
): ReplyError | undefined {
  // RFC 3207, section 4.
  if (policy.requireTls && !secure) return new ReplyError(530, '5.7.0 Must start TLS first', 'tls')
  if (policy.auth === 'listed' && user === null)
    return new ReplyError(530, '5.7.0 Authentication required', 'login')
  return undefined
}
