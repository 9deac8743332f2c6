import { z } from 'zod'

/** MinuteMail's shapes, as its documents show them. */

export const Failure = z.strictObject({ error: z.string(), message: z.string() })
export type Failure = z.infer<typeof Failure>
