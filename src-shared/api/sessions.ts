import { z } from 'zod'
import { flag, Timestamp, TimestampInput } from './fields.ts'
import { page, pageQuery } from './lists.ts'
import { operation } from './operation.ts'

/**
 * Why a command was answered with 4xx or 5xx: the mailbox (`unknown`, `archived`, `expired`), the size (`too_large`), a
 * store that cannot write (`store`), the login (`login`), missing TLS (`tls`), a fault of ours (`fault`), a pause of the owner's (`paused`), or a
 * command that the protocol does not allow (`protocol`).
 */
export const RefusalReason = z.enum([
  'unknown',
  'archived',
  'expired',
  'too_large',
  'store',
  'login',
  'tls',
  'fault',
  'paused',
  'protocol',
])
export type RefusalReason = z.infer<typeof RefusalReason>

/** One connection to the SMTP server. */
export const SmtpSession = z.object({
  /** What `smtp.sessionId` of a message names. */
  id: z.string(),
  startedAt: Timestamp,
  /** Null while the connection is open. */
  endedAt: Timestamp.nullable(),
  remoteAddress: z.string(),
  helo: z.string(),
  tls: z.boolean(),
  user: z.string().nullable(),
  /** Of the first mail; empty for the null sender of bounces. */
  sender: z.string().nullable(),
  /** The first ten that were named, taken or refused. */
  recipients: z.array(z.string()),
  /** Mails taken. */
  accepted: z.int(),
  /** Commands answered with 4xx or 5xx. */
  refused: z.int(),
  /** The first of those answers. */
  refusal: z.string().nullable(),
  /** Why it was one. */
  refusalReason: RefusalReason.nullable(),
})
export type SmtpSession = z.infer<typeof SmtpSession>

export const SmtpSessionDetail = SmtpSession.extend({
  /** What was said. Passwords and the content of mails are left out. */
  dialogue: z.array(
    z.object({
      at: Timestamp,
      from: z.enum(['client', 'server']),
      text: z.string(),
      /** With an answer that refuses something: why. */
      reason: RefusalReason.nullable(),
    }),
  ),
  /** Lines left out in the middle of a long dialogue. */
  omitted: z.int(),
})
export type SmtpSessionDetail = z.infer<typeof SmtpSessionDetail>

export const sessionOperations = {
  listSmtpSessions: operation({
    method: 'GET',
    path: '/smtp/sessions',
    summary:
      'Connections to the SMTP server, newest first. `q` finds a part of HELO name, user, address, sender or recipient.',
    access: 'owner',
    query: z.strictObject({
      ...pageQuery,
      /** With a refusal, or without any. */
      refused: flag().optional(),
      since: TimestampInput.optional(),
      remoteAddress: z.string().max(64).optional(),
      q: z.string().max(320).optional(),
    }),
    output: page(SmtpSession),
  }),
  getSmtpSession: operation({
    method: 'GET',
    path: '/smtp/sessions/:id',
    summary: 'One SMTP session with what was said, and why something was refused.',
    access: 'owner',
    params: z.strictObject({ id: z.string().min(1).max(64) }),
    output: SmtpSessionDetail,
  }),
}
