import { z } from 'zod'
import { wholeNumber } from '#shared/api/fields.ts'

/** What both generations of MoMail's API share. */

/** `success` is missing only where a raw mail is not found, as documented. */
export const Failure = z.strictObject({
  success: z.literal(false).optional(),
  error: z.strictObject({
    code: z.string(),
    message: z.string(),
    details: z.record(z.string(), z.unknown()).optional(),
  }),
})
export type Failure = z.infer<typeof Failure>

export const Tier = z.enum(['free', 'pro', 'enterprise'])
export type Tier = z.infer<typeof Tier>

export const done = { success: z.literal(true) }

/** Ids are uuids, as the tables of the documents say. */
export const IdParams = z.object({ id: z.uuid() })

/** Ours: a list further back than this is no page that anybody turns to. */
const maxOffset = 10_000
export const maxLimit = 100
const usualLimit = 20

export const offset = wholeNumber(0, maxOffset).default(0)

export const ListQuery = z.object({
  limit: wholeNumber(1, maxLimit).default(usualLimit),
  offset,
  /** `created_at:desc`; ascending when it does not say. */
  sort: z
    .string()
    .regex(/^\w{1,50}(:(asc|desc))?$/, 'must be a field, with :asc or :desc')
    .optional(),
})
export type ListQuery = z.infer<typeof ListQuery>

const days = z.int('must be whole days').min(1).max(365).optional()
/** The second spelling is for the current generation, whose documents show neither. */
export const CreateKey = z.object({
  name: z.string().trim().min(1).max(100),
  expirationDays: days,
  expiration_days: days,
})
