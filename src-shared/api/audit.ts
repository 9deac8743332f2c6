import { z } from 'zod'
import { Timestamp, TimestampInput } from './fields.ts'
import { page, pageQuery } from './lists.ts'
import { operation } from './operation.ts'

/** One call over HTTP. Neither its query nor its key is kept. */
const AuditEntry = z.object({
  /** When it began. */
  at: Timestamp,
  /** Null when no key made it; `name` is null when the key was deleted. */
  key: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
  /** Null when nobody made it: a bad key, for example. The owner's calls are the local account's. */
  accountId: z.string().nullable(),
  method: z.string(),
  /** The pattern, without ids: /api/v1/messages/:id */
  route: z.string(),
  /** 499 when the caller went away before the answer. */
  status: z.int(),
  ms: z.number(),
  remoteAddress: z.string(),
})

const Status = z
  .string()
  .regex(/^([1-5]\d\d|[1-5]xx)$/, 'must be a status such as 404, or a class of them such as 4xx')

export const auditOperations = {
  listAudit: operation({
    method: 'GET',
    path: '/audit',
    summary: 'Every call over HTTP of the last 30 days, newest first: who, what, when, how it ended.',
    access: 'owner',
    query: z.strictObject({
      ...pageQuery,
      key: z.string().min(1).max(100).optional(),
      account: z.string().min(1).max(100).optional(),
      /** The owner, this window included; or all others: keys, and who had no valid one. */
      by: z.enum(['owner', 'others']).optional(),
      method: z
        .string()
        .regex(/^[A-Z]{1,10}$/, 'must be a method such as GET')
        .optional(),
      route: z.string().min(1).max(200).optional(),
      status: Status.optional(),
      since: TimestampInput.optional(),
      until: TimestampInput.optional(),
    }),
    output: page(AuditEntry),
  }),
}
