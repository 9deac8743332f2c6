import { toTimestamp } from '#shared/api/fields.ts'
import type { Domain as NativeDomain } from '#shared/api/domains.ts'
import type { Mailbox as NativeMailbox } from '#shared/api/mailboxes.ts'
import type { MessageDetail } from '#shared/api/message-shapes.ts'
import type * as features from './features.ts'
import type { ArchivedMailbox, Attachment, Domain, Invitation, Mail, Mailbox, Member } from './schema.ts'

/** Without milliseconds. */
const toSeconds = (timestamp: string): string => timestamp.replace(/\.\d+Z$/, 'Z')
const msToSeconds = (ms: number): string => toSeconds(toTimestamp(ms))
const orNull = (ms: number | null): string | null => (ms === null ? null : msToSeconds(ms))

export function toMailbox(mailbox: NativeMailbox): Mailbox {
  const { id, localPart, domain, address, recoverable, tag, accountId, messageCount } = mailbox
  const { expiresAt, createdAt } = mailbox
  return {
    id,
    alias: localPart,
    domain,
    address,
    recoverable,
    tag: tag ?? '',
    owner: accountId,
    messageCount,
    expiresAt: expiresAt === null ? null : toSeconds(expiresAt),
    createdAt: toSeconds(createdAt),
    permanent: expiresAt === null,
  }
}

export function toArchived(mailbox: NativeMailbox): ArchivedMailbox {
  const { id, localPart, domain, tag, accountId, createdAt } = mailbox
  return { id, alias: localPart, domain, tag: tag ?? '', owner: accountId, createdAt: toSeconds(createdAt) }
}

/** A mail with what was added to it. */
type Dressed = { detail: MessageDetail; extras: features.Extras | undefined; mailbox: NativeMailbox }

export function toMail({ detail, extras, mailbox }: Dressed): Mail {
  const attachments = toAttachments({ detail, extras, mailbox })
  return {
    id: detail.id,
    mailboxId: detail.mailboxId,
    sender: detail.from.address || detail.envelope.mailFrom,
    subject: detail.subject,
    // The line end of the last line is the mail's, not the text's.
    body: (detail.html ?? detail.text).replace(/\r?\n$/, ''),
    hasAttachments: attachments.length > 0,
    attachments: attachments.map(({ id, filename, sizeBytes }) => ({ id, name: filename, sizeBytes })),
    receivedAt: toSeconds(detail.receivedAt),
    expiresAt: endOf({ extras, mailbox }),
  }
}

/** The mail's own, without those that were deleted, then those that were added. */
export function toAttachments({ detail, extras, mailbox }: Dressed): Attachment[] {
  const expiresAt = endOf({ extras, mailbox })
  const own = detail.attachments
    .filter(({ id }) => !extras?.removed.includes(Number(id)))
    .map(({ id, filename, contentType, sizeBytes }) => ({
      id,
      filename: filename ?? `attachment-${id}`,
      contentType,
      sizeBytes,
      expiresAt,
    }))
  const added = (extras?.added ?? []).map(attachment => ({
    ...attachment,
    expiresAt: earlier(orNull(attachment.expiresAt), expiresAt),
  }))
  return [...own, ...added]
}

/** When a mail goes: at its own time, and not later than its mailbox. */
function endOf({ extras, mailbox }: Omit<Dressed, 'detail'>): string | null {
  return earlier(orNull(extras?.expiresAt ?? null), mailbox.expiresAt && toSeconds(mailbox.expiresAt))
}

function earlier(one: string | null, other: string | null): string | null {
  return one === null || other === null ? (one ?? other) : one < other ? one : other
}

export function toDomain({ id, name, status, txtValue, mxTarget, createdAt }: NativeDomain): Domain {
  return {
    id,
    name,
    status,
    txtToken: txtValue,
    txt_token: txtValue,
    mxTarget,
    createdAt: toSeconds(createdAt),
  }
}

export function toMember({ id, userId, username, email, status, createdAt }: features.Member): Member {
  return { id, user_id: userId, username, email, status, createdAt: msToSeconds(createdAt) }
}

export function toInvitation({ id, email, status, createdAt }: features.Invitation): Invitation {
  return { id, email, status, createdAt: msToSeconds(createdAt) }
}

/** A list in the usual wrapper, and in the one that MinuteMail's own clients read: under the name of what it lists. */
export function namedList<Name extends string, Item>(name: Name, items: Item[]) {
  return { items, [name]: items } as { items: Item[] } & { [K in Name]: Item[] }
}
