import type { z } from 'zod'
import { AppError } from '#shared/api/errors.ts'
import type { ReplyToEmail } from './schema.ts'

type Mail = z.infer<typeof ReplyToEmail> & {
  from: { name: string; address: string }
  to: string[]
  cc?: string[]
  bcc?: string[]
  subject: string
  /** What it answers. */
  inReplyTo?: string | undefined
  references?: string[]
  date: Date
}

/** As many as one SMTP transaction must take at least (RFC 5321, 4.5.3.1.8). */
const maxRecipients = 100

/** A whole mail of what was given, and who is to get it. Throws `bad_request` when that is nobody, or no address. */
export async function compose({ attachments, ...mail }: Mail) {
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer')
  const message = new MailComposer({
    ...(mail as Required<typeof mail>),
    attachments: attachments.map(({ filename, content_type: contentType, content }) => ({
      filename,
      content: Buffer.from(content, 'base64'),
      ...(contentType === undefined ? {} : { contentType }),
    })),
    // Neither paths nor addresses: a mail must not read files or the network.
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile()
  // Each once: addresses compare without case.
  const byAddress = new Map(message.getEnvelope().to.map(address => [address.toLowerCase(), address]))
  const recipients = [...byAddress.values()]
  checkRecipients(recipients)
  const messageId = message.messageId().replace(/^<|>$/g, '')
  return { raw: await message.build(), recipients, messageId }
}

function checkRecipients(recipients: string[]): void {
  const fault =
    recipients.length === 0 || !recipients.every(address => /^[^@]+@[^@]+$/.test(address))
      ? 'must hold addresses, such as "Ada <ada@example.com>"'
      : recipients.length > maxRecipients
        ? `must have at most ${maxRecipients} recipients`
        : undefined
  if (fault !== undefined)
    throw new AppError('bad_request', `to: ${fault}.`, { details: [{ field: 'to', message: fault }] })
}
