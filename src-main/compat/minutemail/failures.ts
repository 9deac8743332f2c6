import { errorStatus, type AppError } from '#shared/api/errors.ts'
import type { ErrorAnswer } from '../service.ts'
import type { Failure } from './schema.ts'

/** Whoever has no good key, or has called too often, has no calls left. */
const nothingLeft = { 'x-ratelimit-remaining': 0 }

/**
 * A failure in MinuteMail's shape. It warns that refusals of a key or of a domain may come as plain text: `plain` makes
 * them so.
 */
export function toFailure({ code, message }: AppError, { plain }: { plain: boolean }): ErrorAnswer {
  const status = errorStatus[code]
  const headers = status === 401 || status === 429 ? nothingLeft : {}
  if (plain && (status === 401 || status === 403)) return { status, body: message, headers }
  return { status, body: { error: code, message } satisfies Failure, headers }
}
