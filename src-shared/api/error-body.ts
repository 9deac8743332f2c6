import { z } from 'zod'
import { errorStatus, type ErrorCode } from './errors.ts'

/** What every transport answers on failure. `details` names the fields or positions at fault. */
export const ErrorBody = z.object({
  error: z.enum(Object.keys(errorStatus) as [ErrorCode, ...ErrorCode[]]),
  message: z.string(),
  details: z.array(z.record(z.string(), z.unknown())).optional(),
})
export type ErrorBody = z.infer<typeof ErrorBody>
