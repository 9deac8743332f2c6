import type { ErrorBody } from './error-body.ts'

export type { ErrorBody }

/** Every error that the API can answer, with its HTTP status. */
export const errorStatus = {
  bad_request: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  timeout: 408,
  conflict: 409,
  payload_too_large: 413,
  misdirected: 421,
  unprocessable: 422,
  rate_limit_exceeded: 429,
  quota_exceeded: 429,
  internal_error: 500,
  remote_error: 502,
  unavailable: 503,
} as const

export type ErrorCode = keyof typeof errorStatus

/** A failure that is meant for the caller. Anything else that is thrown leaves as `internal_error`. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly details: Record<string, unknown>[] | undefined

  constructor(
    code: ErrorCode,
    message: string,
    options: { details?: Record<string, unknown>[]; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.details = options.details
  }

  toBody(): ErrorBody {
    const body: ErrorBody = { error: this.code, message: this.message }
    return this.details ? { ...body, details: this.details } : body
  }
}
