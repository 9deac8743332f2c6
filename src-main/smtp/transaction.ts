import type { LoginDeps } from './login.ts'
import { noMailbox } from './login.ts'
import { refuseMail } from './login-rule.ts'
import { announcedBytes, userOf, type MailSession, type SizeLimit } from './mail-session.ts'
import { ReplyError } from './reply-error.ts'
import type { Route } from './routing-rule.ts'

/** Whether an address takes mail, and how large it may be. */
export type RecipientCheck = {
  refusal: 'unknown' | 'archived' | 'expired' | undefined
  limit: SizeLimit | undefined
}

export type TransactionDeps = Pick<LoginDeps, 'loginPolicy' | 'routeOf'> & {
  /** The owner takes no mail for now. */
  isPaused: () => boolean
  /** Of the recipient, or of the mailbox that gets all mail of this route. */
  checkRecipient: (address: string, route: Route) => Promise<RecipientCheck>
}

/** MAIL: may mail come in, and where will it go? Rejects with ReplyError. */
export async function beginMail(
  session: MailSession,
  { isPaused, loginPolicy, routeOf }: TransactionDeps,
): Promise<void> {
  // RFC 3463, section 3.4: the system is not accepting mail, and will again.
  if (isPaused())
    throw new ReplyError(452, '4.3.2 Receiving is paused by the owner, try again later', 'paused')
  const user = userOf(session)
  // A login from before logins had to be listed does not count.
  const checkedUser = session.isChecked ? user : null
  const policy = loginPolicy()
  const refusal = refuseMail(policy, { secure: session.secure, user: checkedUser })
  if (refusal) throw refusal
  const route = await routeOf(user)
  if (!route) throw noMailbox(550)
  session.route = route
  session.limit = undefined
}

/** RCPT: rejects with ReplyError when this recipient gets no mail, or none of the announced size. */
export async function addRecipient(
  address: string,
  session: MailSession,
  { checkRecipient }: TransactionDeps,
): Promise<void> {
  const { refusal, limit } = await checkRecipient(address, session.route!)
  if (refusal === 'unknown') throw new ReplyError(550, '5.1.1 There is no such mailbox', refusal)
  if (refusal) throw new ReplyError(550, `5.2.1 The mailbox is ${refusal}`, refusal)
  if (!limit) return
  if (announcedBytes(session) > limit.bytes) throw tooLarge(limit)
  if (!session.limit || limit.bytes < session.limit.bytes) session.limit = limit
}

/** What is larger than a plan allows, or than this server takes from anybody. */
export function tooLarge({ bytes, plan }: { bytes: number; plan?: string }): ReplyError {
  const whose = plan === undefined ? '' : ` that the plan ${plan} allows`
  return new ReplyError(552, `5.3.4 The message is larger than the ${bytes} bytes${whose}`, 'too_large')
}
