import { AppError, type ErrorCode } from '#shared/api/errors.ts'
import { keyRefusalOf, retryAtOf } from '../key-refusal.ts'
import type { ErrorAnswer } from '../service.ts'
import type { Failure, FailureCode } from './schema.ts'

const statuses: Record<FailureCode, number> = {
  invalid_address: 400,
  invalid_plan: 400,
  invalid_json: 400,
  missing_or_invalid_key: 401,
  key_required: 401,
  key_inactive: 402,
  forbidden: 403,
  not_found: 404,
  payload_too_large: 413,
  misdirected: 421,
  free_tier_quota_exhausted: 429,
  quota_exhausted: 429,
  internal_error: 500,
  stripe_unavailable: 503,
  lightning_unavailable: 503,
}

/** How its own failures travel until they are answered. */
const carriers = {
  invalid_address: 'bad_request',
  invalid_plan: 'bad_request',
  invalid_json: 'bad_request',
  key_required: 'unauthorized',
  not_found: 'not_found',
  free_tier_quota_exhausted: 'quota_exceeded',
  stripe_unavailable: 'unavailable',
  lightning_unavailable: 'unavailable',
} as const satisfies Partial<Record<FailureCode, ErrorCode>>

/** What others throw. The only bad requests that get so far are a body that is none, and a url. */
const byCode: Partial<Record<ErrorCode, FailureCode>> = {
  bad_request: 'invalid_json',
  unauthorized: 'missing_or_invalid_key',
  forbidden: 'forbidden',
  not_found: 'not_found',
  payload_too_large: 'payload_too_large',
  misdirected: 'misdirected',
  rate_limit_exceeded: 'quota_exhausted',
  quota_exceeded: 'quota_exhausted',
}

export function refuse(code: keyof typeof carriers, hint: string): AppError {
  return new AppError(carriers[code], hint, { details: [{ mailfade: code }] })
}

export function toFailure(error: AppError): ErrorAnswer {
  const code = codeOf(error)
  const resetsAt = error.code === 'quota_exceeded' ? retryAtOf(error) : undefined
  const body: Failure = { error: code, hint: error.message }
  return {
    status: statuses[code],
    body: resetsAt === undefined ? body : { ...body, period_resets_at: resetsAt },
  }
}

function codeOf(error: AppError): FailureCode {
  const own = error.details?.[0]?.['mailfade'] as FailureCode | undefined // only `refuse` sets it
  const refusal = keyRefusalOf(error)
  if (refusal === 'missing') return 'key_required'
  if (refusal === 'expired' || refusal === 'revoked') return 'key_inactive'
  if (error.details?.[0]?.['isUrl']) return 'invalid_address'
  return own ?? byCode[error.code] ?? 'internal_error'
}
