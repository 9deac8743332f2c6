import type { SMTPServerDataStream } from 'smtp-server'
import type { Envelope, SmtpTrace } from '#shared/api/message-shapes.ts'
import { networkOf } from '../rates/network-of.ts'
import type { LeastPace } from '../rates/watch-arrival.ts'
import type { ByteBudget } from './byte-budget.ts'
import { smtpLimits } from './limits.ts'
import { announcedBytes, userOf, type MailSession } from './mail-session.ts'
import type { Pace } from './pace.ts'
import { readMessage, TooSlowError } from './read-message.ts'
import { ReplyError } from './reply-error.ts'
import type { SmtpCounts } from './session-notes.ts'
import { tooLarge } from './transaction.ts'

type NewMail = {
  raw: Uint8Array
  envelope: Envelope
  smtp: SmtpTrace
  receivedAt: number
  accountId: string | null
  target?: string | undefined
}
export type StoreMail = (mail: NewMail) => Promise<{ deliveries: { id: string }[] }>

export type ReceiveDeps = {
  ingest: StoreMail
  budget: ByteBudget
  pace: Pace
  counts: SmtpCounts
  /** Left out, that of limits.ts. */
  leastPace?: LeastPace
  now: () => number
}

/** Takes one mail from DATA to the store; resolves with the text of the 250. */
export async function receive(
  stream: SMTPServerDataStream,
  session: MailSession,
  { ingest, budget, pace, counts, leastPace, now }: ReceiveDeps,
): Promise<string> {
  const maxBytes = Math.min(session.limit?.bytes ?? smtpLimits.messageBytes, smtpLimits.messageBytes)
  const announced = Math.min(announcedBytes(session), maxBytes)
  const network = networkOf(session.remoteAddress)
  const bounds = { announcedBytes: announced, maxBytes, budget, network, pace, leastPace }
  const message = await readMessage(stream, bounds).catch((error: unknown) => {
    if (error instanceof TooSlowError)
      throw new ReplyError(421, '4.4.2 The mail comes too slowly, others wait for the room', 'protocol')
    // Nobody will hear it: the connection broke. Not a fault of ours.
    throw new ReplyError(451, '4.4.2 The connection was lost', 'protocol')
  })
  if (!message) throw tooLarge(session.limit ?? { bytes: maxBytes })
  const bytes = message.raw.length
  try {
    const stored = await ingest({
      raw: message.raw,
      envelope: envelopeOf(session),
      smtp: traceOf(session),
      receivedAt: now(),
      ...placeOf(session),
    })
    counts.onAccepted(bytes)
    return `2.0.0 Ok: stored as ${names(stored.deliveries)}`
  } finally {
    message.release()
  }
}

/** One id as it is; of many the first, since a reply line is short. */
function names(deliveries: { id: string }[]): string {
  const [first, ...others] = deliveries
  return others.length === 0 ? first!.id : `${first!.id} and ${others.length} more`
}

function placeOf({ route }: MailSession): Pick<NewMail, 'accountId' | 'target'> {
  if (route?.kind === 'mailbox') return { accountId: null, target: route.address }
  return { accountId: route?.accountId ?? null, target: undefined }
}

function envelopeOf({ envelope }: MailSession): Envelope {
  return {
    mailFrom: envelope.mailFrom ? envelope.mailFrom.address : '',
    rcptTo: envelope.rcptTo.map(({ address }) => address),
  }
}

function traceOf(session: MailSession): SmtpTrace {
  return {
    remoteAddress: session.remoteAddress,
    helo: session.hostNameAppearsAs || '',
    tls: session.secure,
    user: userOf(session),
    sessionId: session.id,
  }
}
