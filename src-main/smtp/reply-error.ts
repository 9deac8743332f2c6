import { AppError } from '#shared/api/errors.ts'
import type { RefusalReason } from '#shared/api/sessions.ts'

/** A refusal as the protocol words it: the reply code and a text that starts with the enhanced code (RFC 3463). */
export class ReplyError extends Error {
  readonly responseCode: number
  readonly reason: RefusalReason

  constructor(responseCode: number, message: string, reason: RefusalReason) {
    super(message)
    this.name = 'ReplyError'
    this.responseCode = responseCode
    this.reason = reason
  }
}

/** What a sender is told of a failure. Our own ones are worth another try, and no word says what broke. */
export function toReply(error: unknown, onError: (error: unknown) => void): ReplyError {
  if (error instanceof ReplyError) return error
  if (error instanceof AppError && error.code === 'unavailable') return cannotStore(error)
  // What became of the last recipient between RCPT and the end of the mail.
  if (error instanceof AppError && error.code === 'conflict')
    return new ReplyError(550, `5.2.1 ${error.message}`, 'expired')
  if (error instanceof AppError && error.code === 'not_found')
    return new ReplyError(550, `5.1.1 ${error.message}`, 'unknown')
  onError(error)
  return new ReplyError(451, '4.3.0 Not done because of a fault in the server', 'fault')
}

/** RFC 3463 has a code for a full system; the rest are faults of it. All are worth another try. */
function cannotStore({ details }: AppError): ReplyError {
  const isFull = details?.[0]?.['reason'] === 'disk_full'
  return isFull
    ? new ReplyError(452, '4.3.1 There is no room for mail now, try again later', 'store')
    : new ReplyError(451, '4.3.0 Mail cannot be stored now, try again later', 'store')
}
