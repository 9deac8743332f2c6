import { z } from 'zod'
import { wholeNumber } from './fields.ts'

export const pageQuery = {
  limit: wholeNumber(1, 200).default(50),
  cursor: z
    .string()
    .regex(/^\d{1,15}$/, 'must be the nextCursor of an earlier page')
    .optional(),
}

/** A page, newest first. `nextCursor` is null on the last one. `total` counts all pages. */
export function page<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable(), total: z.int() })
}
