import { AppError } from '#shared/api/errors.ts'
import { maxMessageBytes } from '#shared/api/limits.ts'
import type { InjectedMail } from '#shared/api/messages.ts'

export type BuiltMail = { raw: Buffer; mailFrom: string }

/** Makes a whole mail of what was injected: the raw source as it is, or a MIME message of its parts. */
export async function buildMail(mail: InjectedMail, to: string, now: number): Promise<BuiltMail> {
  const { raw, ...parts } = mail
  if (raw !== undefined) {
    if (Object.values(parts).some(value => value !== undefined)) {
      throw new AppError('bad_request', 'Give either raw, or from, subject, text, html and attachments.', {
        details: [{ field: 'raw' }],
      })
    }
    return { raw: checkSize(Buffer.from(raw)), mailFrom: '' }
  }
  if (parts.from === undefined || parts.subject === undefined) {
    throw new AppError('bad_request', 'from and subject are needed (or raw, the whole source).', {
      details: [{ field: parts.from === undefined ? 'from' : 'subject' }],
    })
  }
  return compose({ ...parts, from: parts.from, subject: parts.subject }, to, now)
}

type Parts = Omit<InjectedMail, 'raw'> & { from: string; subject: string }

async function compose({ attachments = [], ...mail }: Parts, to: string, now: number): Promise<BuiltMail> {
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer')
  const message = new MailComposer({
    ...(mail as Required<typeof mail>),
    to,
    date: new Date(now),
    ...(isLong(mail.text) || isLong(mail.html) ? { textEncoding: 'base64' as const } : {}),
    attachments: attachments.map(({ filename, contentType, content, contentId }) => ({
      filename,
      content: Buffer.from(content, 'base64'),
      ...(contentType === undefined ? {} : { contentType }),
      ...(contentId === undefined ? {} : { cid: contentId }),
    })),
    // Neither paths nor addresses: an injected mail must not read files or the network.
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile()
  const mailFrom = checkSender(message.getEnvelope().from || '')
  return { raw: checkSize(await message.build()), mailFrom }
}

/** For a longer text the composer would take 10 ms a megabyte to find the encoding that is pleasant to read in the source. */
const pleasantChars = 256 * 1024
const isLong = (text = ''): boolean => text.length > pleasantChars

/** Something on both sides of the `@`; a name that is missing comes out of the composer as `""`. */
const wholeAddress = /^(?!""@).+@[^@]+$/

function checkSender(address: string): string {
  if (wholeAddress.test(address)) return address
  throw new AppError('bad_request', 'from: must hold an address, such as "Shop <shop@example.com>".', {
    details: [{ field: 'from' }],
  })
}

function checkSize(raw: Buffer): Buffer {
  if (raw.length <= maxMessageBytes) return raw
  throw new AppError(
    'payload_too_large',
    `The mail has ${raw.length} bytes; at most ${maxMessageBytes} are taken.`,
  )
}
