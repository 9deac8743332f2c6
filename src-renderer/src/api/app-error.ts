import { AppError } from '#shared/api/errors.ts'

/** Whatever was thrown, as an error with a code. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  return new AppError('internal_error', error instanceof Error ? error.message : String(error), {
    cause: error,
  })
}
