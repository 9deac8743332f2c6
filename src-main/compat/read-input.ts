import type { z } from 'zod'
import { AppError } from '#shared/api/errors.ts'
import { toDetails } from '../api/issues.ts'

/** A body or a query as its schema reads it; nothing given is an empty object. Throws `bad_request`. */
export function readInput<Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> {
  const result = schema.safeParse(given ?? {})
  if (result.success) return result.data
  const details = toDetails(result.error)
  const message = details.map(({ field, message }) => (field ? `${field}: ${message}` : message)).join('; ')
  throw new AppError('bad_request', message, { details })
}
