import { createHash } from 'node:crypto'
import { looksLikeHtml } from './looks-like-html.ts'
import type { MissingPart, RemoteMail } from './provider.ts'

/** What a service tells of a mail whose source it does not give. */
export type MailFields = {
  /** Unlike any other mail's: service and id. The same fields always become the same bytes. */
  key: string
  from: string | null
  to: string[]
  subject: string | null
  /** Text or HTML, where the service has one field for both. */
  body?: string | null
  text?: string | null
  html?: string | null
  receivedAt: number | null
  attachments?: { filename: string | null; contentType: string | null; content: Buffer }[]
  missing: MissingPart[]
}

/** A mail in the form of RFC 5322, made of what is known of it. Its id and its boundaries follow from its key. */
export async function composeMail(fields: MailFields): Promise<RemoteMail> {
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer')
  const digest = createHash('sha256').update(fields.key).digest('hex').slice(0, 32)
  const { text, html } = bodiesOf(fields)
  const composer = new MailComposer({
    ...(fields.from === null ? {} : { from: fields.from }),
    to: fields.to,
    subject: fields.subject ?? '',
    ...(text === null ? {} : { text }),
    ...(html === null ? {} : { html }),
    // Without a time of its own it would get that of now, and other bytes each time.
    date: new Date(fields.receivedAt ?? 0),
    messageId: `<${digest}@composed.invalid>`,
    headers: { 'X-Mayfly-Composed': 'from the fields that the service gives' },
    attachments: (fields.attachments ?? []).map(({ filename, contentType, content }) => ({
      filename: filename ?? false,
      content,
      ...(contentType === null ? {} : { contentType }),
    })),
    // Neither paths nor addresses: a mail must not read files or the network.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  ;(composer.mail as { baseBoundary?: string }).baseBoundary = digest
  const bytes = await composer.compile().build()
  return { bytes, origin: 'composed', missing: fields.missing }
}

function bodiesOf({ body = null, text = null, html = null }: MailFields) {
  if (body === null) return { text, html }
  return looksLikeHtml(body) ? { text, html: body } : { text: body, html }
}
