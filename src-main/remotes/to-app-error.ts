import { AppError, type ErrorCode } from '#shared/api/errors.ts'
import { ProviderError, type ProviderFailure } from '../providers/provider-error.ts'

const codes: Partial<Record<ProviderFailure, ErrorCode>> = {
  notFound: 'not_found',
  conflict: 'conflict',
  invalid: 'unprocessable',
  unsupported: 'conflict',
}

/** What went wrong at a remote, as a caller is told: `remote_error` where neither the call nor Mayfly is at fault. */
export function toAppError(error: unknown, remote: string): unknown {
  if (!(error instanceof ProviderError)) return error
  const { kind, message, status, retryAfterMs } = error
  return new AppError(codes[kind] ?? 'remote_error', `${remote}: ${message}`, {
    details: [{ kind, status, retryAfterMs }],
    cause: error,
  })
}
