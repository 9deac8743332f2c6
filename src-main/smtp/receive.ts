import type { SMTPServerDataStream, SMTPServerSession } from 'smtp-server'
import { AppError } from '#shared/api/errors.ts'
import type { Envelope, SmtpTrace } from '#shared/api/message-shapes.ts'
import type { ByteBudget } from './byte-budget.ts'
import { smtpLimits } from './limits.ts'
import { readMessage } from './read-message.ts'
import { ReplyError } from './reply-error.ts'

type NewMail = {
  raw: Uint8Array
  envelope: Envelope
  smtp: SmtpTrace
  receivedAt: number
  accountId: string | null
}
export type StoreMail = (mail: NewMail) => Promise<{ deliveries: { id: string }[] }>

type Deps = { ingest: StoreMail; budget: ByteBudget; now: () => number; onError: (error: unknown) => void }

/** Takes one mail from DATA to the store; resolves with the text of the 250. Rejects with ReplyError. */
export async function receive(
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
  deps: Deps,
): Promise<string> {
  const message = await readMessage(stream, announcedSize(session), deps.budget)
  if (!message) throw tooLarge()
  try {
    const stored = await deps.ingest({
      raw: message.raw,
      envelope: envelopeOf(session),
      smtp: traceOf(session),
      receivedAt: deps.now(),
      accountId: null,
    })
    return `2.0.0 Ok: stored as ${names(stored.deliveries)}`
  } catch (error) {
    throw toReply(error, deps.onError)
  } finally {
    message.release()
  }
}

function tooLarge(): ReplyError {
  return new ReplyError(552, `5.3.4 The message is larger than ${smtpLimits.messageBytes} bytes`)
}

/** One id as it is; of many the first, since a reply line is short. */
function names(deliveries: { id: string }[]): string {
  const [first, ...others] = deliveries
  return others.length === 0 ? first!.id : `${first!.id} and ${others.length} more`
}

/** What a sender is told of our own failures: worth another try, and no word of what broke. */
export function toReply(error: unknown, onError: (error: unknown) => void): ReplyError {
  if (error instanceof AppError && error.code === 'conflict')
    return new ReplyError(550, `5.2.1 ${error.message}`)
  if (error instanceof AppError && error.code === 'not_found')
    return new ReplyError(550, `5.1.1 ${error.message}`)
  if (error instanceof AppError && error.code === 'unavailable') {
    return new ReplyError(452, '4.3.1 Mail cannot be stored now, try again later')
  }
  onError(error)
  return new ReplyError(451, '4.3.0 Not done because of a fault in the server')
}

function announcedSize({ envelope }: SMTPServerSession): number {
  const { mailFrom } = envelope
  const size = mailFrom && mailFrom.args ? Number((mailFrom.args as { SIZE?: string }).SIZE) : 0
  return Number.isSafeInteger(size) && size > 0 ? Math.min(size, smtpLimits.messageBytes) : 0
}

function envelopeOf({ envelope }: SMTPServerSession): Envelope {
  return {
    mailFrom: envelope.mailFrom ? envelope.mailFrom.address : '',
    rcptTo: envelope.rcptTo.map(({ address }) => address),
  }
}

function traceOf(session: SMTPServerSession): SmtpTrace {
  return {
    remoteAddress: session.remoteAddress,
    helo: session.hostNameAppearsAs || '',
    tls: session.secure,
    user: typeof session.user === 'string' ? session.user : null,
    sessionId: session.id,
  }
}
