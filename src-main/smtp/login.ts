import type { SMTPServerAuthentication } from 'smtp-server'
import { unescapeCramUser } from './cram-user.ts'
import type { LoginPolicy } from './login-rule.ts'
import type { LoginThrottle } from './login-throttle.ts'
import type { MailSession } from './mail-session.ts'
import { ReplyError } from './reply-error.ts'
import type { Route } from './routing-rule.ts'

export type LoginDeps = {
  loginPolicy: () => LoginPolicy
  logins: {
    /** Whether this very login was good before, and still is. */
    isRemembered: (user: string, password: string) => boolean
    isGood: (user: string, password: string) => Promise<boolean>
  }
  throttle: LoginThrottle
  /** Where the mail of a user goes; undefined when the name selects nothing. */
  routeOf: (user: string | null) => Promise<Route | undefined>
}

/** Takes a login; resolves with the user's name. Rejects with ReplyError. */
export async function logIn(
  { method, username, password: given }: SMTPServerAuthentication,
  session: MailSession,
  { loginPolicy, logins, throttle, routeOf }: LoginDeps,
): Promise<string> {
  const name = username ?? ''
  const user = (method === 'CRAM-MD5' ? unescapeCramUser(name) : name) || 'anonymous'
  const password = given ?? ''
  const mustCheck = loginPolicy().auth === 'listed'
  // Before any counting: on a machine with many apps, one with a wrong password must not stop the others.
  if (mustCheck && !logins.isRemembered(user, password)) {
    if (throttle.take(session.remoteAddress) > 0)
      throw new ReplyError(454, '4.7.0 Too many wrong logins, wait a minute', 'login')
    if (!(await logins.isGood(user, password)))
      throw new ReplyError(535, '5.7.8 The user name or the password is wrong', 'login')
    throttle.giveBack(session.remoteAddress)
  }
  if (!(await routeOf(user))) throw noMailbox(535)
  session.isChecked = mustCheck
  return user
}

/** The name of the user selects where mail goes, and there is nothing of that name. */
export function noMailbox(code: 535 | 550): ReplyError {
  return new ReplyError(code, '5.7.8 The user name selects no mailbox and no account', 'login')
}
