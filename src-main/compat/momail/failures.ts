import { AppError, errorStatus, type ErrorCode } from '#shared/api/errors.ts'
import { isError } from '../is-error.ts'
import { retryAfterOf } from '../key-refusal.ts'
import type { ErrorAnswer } from '../service.ts'
import type { Failure } from './schema.ts'

/** A refusal with a code and details of MoMail's own. */
export function refuse(
  code: ErrorCode,
  momailCode: string,
  message: string,
  details: Record<string, unknown> = {},
): AppError {
  return new AppError(code, message, { details: [{ momailCode, ...details }] })
}

/** A limit of calls that is reached. */
export function refuseCall(window: string, limit: number, waitMs: number): AppError {
  const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1000))
  return new AppError('rate_limit_exceeded', `Too many requests in this ${window}.`, {
    details: [{ retryAfterSeconds, limit, window }],
  })
}

/** What is not there, in MoMail's words: `Mailbox not found`. */
export const notFound = (what: string): AppError => new AppError('not_found', `${what} not found`)

export async function orNotFound<T>(answer: Promise<T>, what: string): Promise<T> {
  return answer.catch((error: unknown) => {
    throw isError(error, 'not_found') ? notFound(what) : error
  })
}

export function toFailure(error: AppError): ErrorAnswer {
  const seconds = retryAfterOf(error)
  if (seconds !== undefined) return toRateLimit(error, seconds)
  return { status: statusOf(error), body: failure(codeOf(error), error.message, detailsOf(error)) }
}

function statusOf({ code, details = [] }: AppError): number {
  // Without a time to wait for, it is a quota of the plan that is used up.
  if (code === 'quota_exceeded') return 403
  // What names fields was read, and is not what they may hold.
  if (code === 'bad_request' && details.some(({ field }) => field !== undefined)) return 422
  return errorStatus[code]
}

/** The code that a failure has in MoMail's words. */
export function codeOf({ code, details }: AppError): string {
  const momailCode = details?.[0]?.['momailCode']
  if (typeof momailCode === 'string') return momailCode
  return code === 'bad_request' || code === 'unprocessable' ? 'VALIDATION_ERROR' : code.toUpperCase()
}

function toRateLimit({ details }: AppError, seconds: number): ErrorAnswer {
  const { limit = null, window } = details?.[0] ?? {}
  return {
    status: 429,
    headers: { 'retry-after': seconds },
    body: failure('RATE_LIMIT_EXCEEDED', 'Rate limit exceeded. Please try again later.', {
      limit,
      window,
      retry_after: seconds,
    }),
  }
}

/** Faults by their field, or what a refusal brought with it. */
function detailsOf({ details = [] }: AppError): Record<string, unknown> {
  const { momailCode, ...own } = details[0] ?? {}
  if (momailCode !== undefined) return own
  return Object.fromEntries(
    details
      .filter(({ field }) => typeof field === 'string' && field !== '')
      .map(({ field, message = 'is not valid' }) => [field, message]),
  )
}

function failure(code: string, message: string, details: Record<string, unknown>): Failure {
  const told = Object.keys(details).length > 0 ? { details } : {}
  return { success: false, error: { code, message, ...told } }
}
