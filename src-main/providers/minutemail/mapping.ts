import type { z } from 'zod'
import { composeMail } from '../compose-mail.ts'
import type {
  MailboxRef,
  MailboxWish,
  RemoteDomain,
  RemoteMail,
  RemoteMailbox,
  RemoteMessage,
} from '../provider.ts'
import type { FileWithData, Mail, Mailbox, OneDomain } from './schema.ts'

export function toMailbox(mailbox: z.infer<typeof Mailbox>, archived: boolean): RemoteMailbox {
  const { id, alias, domain, tag, recoverable, messageCount, createdAt, expiresAt } = mailbox
  const address = mailbox.address ?? `${alias ?? ''}@${domain ?? ''}`
  return { id, address, tag, archived, recoverable, messageCount, createdAt, expiresAt }
}

/** Its pages show the text in lists too: a mail that has it there, and has no files, is a whole one already. */
export async function toMessage(mail: z.infer<typeof Mail>, mailbox: MailboxRef): Promise<RemoteMessage> {
  const { id, subject, receivedAt, expiresAt } = mail
  return {
    id,
    mailboxId: mailbox.id,
    from: mail.sender ?? mail.from,
    subject,
    snippet: null,
    receivedAt,
    expiresAt,
    sizeBytes: null,
    hasAttachments: mail.hasAttachments ?? (mail.attachments.length > 0 ? true : null),
    mail: isWhole(mail) ? await toMail(mail, [], mailbox) : null,
  }
}

function isWhole({ body, hasAttachments, attachments }: z.infer<typeof Mail>): boolean {
  return body !== null && body !== '' && hasAttachments === false && attachments.length === 0
}

/** Of a mail and its files; headers are not to be had. */
export function toMail(
  mail: z.infer<typeof Mail>,
  files: z.infer<typeof FileWithData>[],
  mailbox: MailboxRef,
): Promise<RemoteMail> {
  return composeMail({
    key: `minutemail ${mail.id}`,
    from: mail.sender ?? mail.from,
    to: [mailbox.address],
    subject: mail.subject,
    body: mail.body,
    receivedAt: mail.receivedAt,
    attachments: files.map(({ name, filename, contentType, data }) => ({
      filename: filename ?? name,
      contentType,
      content: Buffer.from(data, 'base64'),
    })),
    missing: mail.body === null ? ['headers', 'text'] : ['headers'],
  })
}

export function toDomain({ id, name, status, txtToken, mxTarget }: z.infer<typeof OneDomain>): RemoteDomain {
  // Where the TXT record goes is not documented.
  return { id, name, verified: status === 'verified', txtName: null, txtValue: txtToken, mxTarget }
}

/** A recoverable mailbox has to have a tag. */
export function toCreateBody({
  domain,
  lifetimeMinutes,
  tag,
  recoverable,
}: MailboxWish): Record<string, unknown> {
  return {
    ...(domain === undefined ? {} : { domain }),
    ...(lifetimeMinutes === null ? { noExpiration: true } : {}),
    ...(typeof lifetimeMinutes === 'number' ? { expiresIn: lifetimeMinutes } : {}),
    ...(tag === undefined ? {} : { tag }),
    ...(recoverable === undefined ? {} : { recoverable }),
  }
}
