import type { SMTPServerSession } from 'smtp-server'
import type { RefusalReason } from '#shared/api/sessions.ts'
import type { Route } from './routing-rule.ts'

/** What a plan says of the size of mails. */
export type SizeLimit = { bytes: number; plan: string }

/** The library's session, which it keeps for us over the whole connection, with what we note on it. */
export type MailSession = SMTPServerSession & {
  /** Why the next answer refuses. */
  refusal?: RefusalReason | undefined
  /** The login was checked, not just taken. */
  isChecked?: boolean
  /** Where the mail of this transaction goes. */
  route?: Route
  /** The smallest limit of its recipients' plans. */
  limit?: SizeLimit | undefined
}

export const userOf = (session: SMTPServerSession): string | null =>
  typeof session.user === 'string' ? session.user : null

/** What the client promised with SIZE (RFC 1870); 0 when it did not, or what cannot be. */
export function announcedBytes({ envelope }: SMTPServerSession): number {
  const { mailFrom } = envelope
  const size = mailFrom && mailFrom.args ? Number((mailFrom.args as { SIZE?: string }).SIZE) : 0
  return Number.isSafeInteger(size) && size > 0 ? size : 0
}
