import type { z } from 'zod'
import { composeMail } from '../compose-mail.ts'
import type { MailboxRef, MailboxWish, Quota, RemoteMailbox, RemoteMessage } from '../provider.ts'
import { WithMeta, type Email, type Inbox } from './schema.ts'

/** DustMail tells the limit in `meta`, in no header. */
export function quotaOf(body: unknown): Quota | null {
  const told = WithMeta.safeParse(body).data?.meta?.rate_limit
  if (told === undefined) return null
  const { limit, used } = told
  if (limit === null) return { limit: null, remaining: null, resetsAt: null, unlimited: true }
  return {
    limit,
    remaining: used === null ? null : Math.max(0, limit - used),
    resetsAt: null,
    unlimited: false,
  }
}

export function toMailbox({
  id,
  email,
  created_at,
  expires_at,
  email_count,
}: z.infer<typeof Inbox>): RemoteMailbox {
  return {
    id,
    address: email,
    tag: null,
    archived: false,
    recoverable: null,
    messageCount: email_count,
    createdAt: created_at,
    expiresAt: expires_at,
  }
}

/** A mail of the list is a whole one already; headers and files are not to be had. */
export async function toMessage(email: z.infer<typeof Email>, mailbox: MailboxRef): Promise<RemoteMessage> {
  const { id, from, subject, text, html, received_at: receivedAt } = email
  return {
    id,
    mailboxId: mailbox.id,
    from,
    subject,
    snippet: null,
    receivedAt,
    expiresAt: null,
    sizeBytes: null,
    hasAttachments: null,
    mail: await composeMail({
      key: `dustmail ${id}`,
      from,
      to: [mailbox.address],
      subject,
      text,
      html,
      receivedAt,
      missing: ['headers', 'attachments'],
    }),
  }
}

export function toCreateBody({ localPart, domain }: MailboxWish): Record<string, unknown> {
  return {
    ...(localPart === undefined ? {} : { username: localPart }),
    ...(domain === undefined ? {} : { domain }),
  }
}
