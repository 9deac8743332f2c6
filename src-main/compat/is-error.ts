import { AppError, type ErrorCode } from '#shared/api/errors.ts'

export const isError = (error: unknown, code: ErrorCode): error is AppError =>
  error instanceof AppError && error.code === code
