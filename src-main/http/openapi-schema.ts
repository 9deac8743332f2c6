import { z } from 'zod'
import { errorStatus } from '#shared/api/errors.ts'
import type { Access } from '#shared/api/operation.ts'

export type Json = Record<string, unknown>

/** What a call needs. In open mode a program on the same machine needs nothing: that is `{}`. */
export const security = {
  public: { security: [] },
  key: { security: [{}, { bearer: [] }, { apiKey: [] }, { session: [] }] },
  owner: { security: [{}, { session: [] }] },
} satisfies Record<Access, Json>

export function parameters(place: 'path' | 'query', { shape }: z.ZodObject): Json[] {
  return Object.entries(shape).map(([name, schema]) => ({
    name,
    in: place,
    required: place === 'path' || !(schema as z.ZodType).safeParse(undefined).success,
    schema: toSchema(schema as z.ZodType),
  }))
}

export const errorResponse = {
  description: `Not done: one of ${Object.entries(errorStatus)
    .map(([code, status]) => `${status} ${code}`)
    .join(', ')}.`,
  content: json({ $ref: '#/components/schemas/Error' }),
}

export function toSchema(schema: z.ZodType): Json {
  // "output": what a text of a query string is read as. A void answer has no schema.
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' })
  return json
}

export function json(schema: Json): Json {
  return { 'application/json': { schema } }
}

export const pathParameter = (name: string): Json => ({
  name,
  in: 'path',
  required: true,
  schema: { type: 'string' },
})
