import { toTimestamp } from '#shared/api/fields.ts'
import type { SmtpSession, SmtpSessionDetail } from '#shared/api/sessions.ts'
import { readDialogue } from './dialogue.ts'
import type { LiveSession } from './live-session.ts'
import { splitAddresses } from './read-address.ts'
import type { SessionRow } from './repository.ts'

type Session = Omit<SmtpSession, 'startedAt' | 'endedAt'> & { startedAt: number; endedAt: number | null }

/** What the API shows of a session in memory. */
export const fromLive = (session: LiveSession): SmtpSession => toSummary(session.snapshot())

/** What the API shows of a stored one. */
export function fromRow(row: SessionRow): SmtpSession {
  const { started_at, ended_at, remote_address, tls, recipients, reason, ...same } = row
  return toSummary({
    ...same,
    startedAt: started_at,
    endedAt: ended_at,
    remoteAddress: remote_address,
    tls: tls === 1,
    recipients: splitAddresses(recipients ?? ''),
    refusalReason: reason,
  })
}

/** `dialogue` as `writeDialogue` wrote it. */
export function withDialogue(summary: SmtpSession, dialogue: string): SmtpSessionDetail {
  const { lines, omitted } = readDialogue(dialogue)
  const startedAt = Date.parse(summary.startedAt)
  return {
    ...summary,
    dialogue: lines.map(({ atMs, ...line }) => ({ at: toTimestamp(startedAt + atMs), ...line })),
    omitted,
  }
}

function toSummary(session: Session): SmtpSession {
  const {
    id,
    remoteAddress,
    helo,
    tls,
    user,
    sender,
    recipients,
    accepted,
    refused,
    refusal,
    refusalReason,
  } = session
  return {
    id,
    startedAt: toTimestamp(session.startedAt),
    endedAt: session.endedAt === null ? null : toTimestamp(session.endedAt),
    remoteAddress,
    helo,
    tls,
    user,
    sender,
    recipients,
    accepted,
    refused,
    refusal,
    refusalReason,
  }
}
