import { z } from 'zod'
import { Timestamp } from './fields.ts'
import { operation } from './operation.ts'

/** What a client does to hand in a mail, in this order. */
export const SendingStep = z.enum(['connect', 'greeting', 'tls', 'login', 'sender', 'recipient', 'content'])
export type SendingStep = z.infer<typeof SendingStep>

export const TestMailReport = z.object({
  delivered: z.boolean(),
  /** Null when the mail was taken; otherwise what failed. */
  failedStep: SendingStep.nullable(),
  /** What went wrong, in words. */
  problem: z.string().nullable(),
  /** Of the mail that was stored. */
  messageId: z.string().nullable(),
  to: z.string(),
  /** Where the server reached itself; `port` is null when SMTP does not listen. */
  host: z.string(),
  port: z.int().nullable(),
  at: Timestamp,
  /** What was said, without passwords. */
  dialogue: z.array(z.object({ from: z.enum(['client', 'server']), text: z.string() })),
})
export type TestMailReport = z.infer<typeof TestMailReport>

export const testMailOperations = {
  sendTestMail: operation({
    method: 'POST',
    path: '/test-mail',
    summary:
      'Sends a mail to this server through its own SMTP port, as an app would, and says which step failed if one did.',
    access: 'owner',
    body: z.strictObject({
      /** Left out, `hello` at the default domain. */
      to: z.email().max(320).optional(),
      /** Where SMTP wants a login: one of `smtp.users`. */
      user: z.string().min(1).max(320).optional(),
      password: z.string().max(200).optional(),
    }),
    output: TestMailReport,
  }),
}
