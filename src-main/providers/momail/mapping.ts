import type { z } from 'zod'
import type { MailboxRef, RemoteDomain, RemoteKey, RemoteMailbox, RemoteMessage } from '../provider.ts'
import type { Domain, Email, Key, Mailbox } from './schema.ts'

export function toMailbox({ mailbox_id, email_address, created_at }: z.infer<typeof Mailbox>): RemoteMailbox {
  return {
    id: mailbox_id,
    address: email_address,
    tag: null,
    archived: false,
    recoverable: null,
    messageCount: null,
    createdAt: created_at,
    expiresAt: null,
  }
}

export function toMessage(email: z.infer<typeof Email>, mailboxId = email.mailbox_id ?? ''): RemoteMessage {
  return {
    id: idOf(email),
    mailboxId,
    from: email.from ?? null,
    subject: email.subject,
    snippet: email.snippet,
    receivedAt: email.received_at ?? email.date ?? email.created_at,
    expiresAt: null,
    sizeBytes: email.size_bytes ?? email.size,
    hasAttachments: email.has_attachments,
    mail: null,
  }
}

/** By the mailbox that it names, else by whom it was sent to. */
export function isIn(email: z.infer<typeof Email>, { id, address }: MailboxRef): boolean {
  if (email.mailbox_id !== undefined) return email.mailbox_id === id
  const named = [email.mailbox, email.email_address, ...email.to]
  return named.some(one => one?.toLowerCase().includes(address.toLowerCase()))
}

/** Lists were checked to have one of them. */
export function idOf({ email_id, id }: z.infer<typeof Email>): string {
  return email_id ?? id ?? ''
}

export function toKey(key: z.infer<typeof Key>): RemoteKey {
  return {
    id: key.keyId ?? key.key_id ?? key.id ?? '',
    name: key.name ?? '',
    masked: key.keyPrefix ?? key.key_prefix ?? '',
    plan: key.plan,
    createdAt: key.createdAt ?? key.created_at,
    expiresAt: key.expirationTs ?? key.expiration_ts ?? key.expires_at,
    lastUsedAt: key.lastUsed ?? key.last_used,
  }
}

/** TXT at `_momail`, MX `mx.momail.io` (the older generation's page on domains). */
export function toDomain(domain: z.infer<typeof Domain>): RemoteDomain {
  const { domain_id: id, domain_name: name, verified, verification_token, verification_instructions } = domain
  return {
    id,
    name,
    verified: verified === true,
    txtName: `_momail.${name}`,
    txtValue: verification_token ?? verification_instructions?.value ?? null,
    mxTarget: 'mx.momail.io',
  }
}
