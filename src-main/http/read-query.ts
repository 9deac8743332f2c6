import type { FastifyRequest } from 'fastify'
import { AppError } from '#shared/api/errors.ts'

/** The query of a route beside the contract. Throws `bad_request` for what it does not know, and what is given twice. */
export function readQuery<Name extends string = never>(
  { query }: FastifyRequest,
  names: readonly Name[] = [],
): Partial<Record<Name, string>> {
  for (const [field, value] of Object.entries(query as Record<string, unknown>)) {
    if (!names.some(name => name === field)) throw refuse(field, 'is not a known query parameter here')
    if (Array.isArray(value)) throw refuse(field, 'is given twice')
  }
  return query as Partial<Record<Name, string>>
}

function refuse(field: string, message: string): AppError {
  return new AppError('bad_request', `${field}: ${message}.`, { details: [{ field, message }] })
}
