import type { z } from 'zod'
import type { RemoteDomain, RemoteEvent, RemoteKey, RemoteMailbox, RemoteMessage } from '../provider.ts'
import type { SentEvent } from './event-stream.ts'
import { Event, type Domain, type Key, type Mailbox, type Message } from './schema.ts'

export function toMailbox({ status, ...mailbox }: z.infer<typeof Mailbox>): RemoteMailbox {
  return { ...mailbox, archived: status === 'archived' }
}

export function toMessage(message: z.infer<typeof Message>): RemoteMessage {
  const { id, mailboxId, from, subject, snippet, receivedAt, sizeBytes, attachmentCount } = message
  return {
    id,
    mailboxId,
    from: writeAddress(from),
    subject,
    snippet,
    receivedAt,
    expiresAt: null,
    sizeBytes,
    hasAttachments: attachmentCount === null ? null : attachmentCount > 0,
    mail: null,
  }
}

function writeAddress(from: z.infer<typeof Message>['from']): string | null {
  if (!from?.address) return from?.name ?? null
  return from.name ? `${from.name} <${from.address}>` : from.address
}

export function toKey({ lastEight, ...key }: z.infer<typeof Key>): RemoteKey {
  return { ...key, masked: `…${lastEight ?? ''}`, plan: null }
}

export function toDomain({ status, ...domain }: z.infer<typeof Domain>): RemoteDomain {
  return { ...domain, verified: status === 'verified' }
}

const changes: Record<string, RemoteEvent['change']> = {
  received: 'new',
  created: 'new',
  restored: 'new',
  updated: 'changed',
  archived: 'changed',
  expired: 'gone',
  deleted: 'gone',
}

/** Undefined for what is neither about messages nor about mailboxes, and for what a newer Mayfly may tell. */
export function toEvent({ id, data }: SentEvent): RemoteEvent | undefined {
  const event = Event.safeParse(data).data
  const [thing, what = ''] = event?.type.split('.') ?? []
  const change = changes[what]
  if (event === undefined || change === undefined || (thing !== 'message' && thing !== 'mailbox'))
    return undefined
  return {
    id,
    about: thing === 'message' ? 'messages' : 'mailboxes',
    change,
    mailboxIds: event.mailboxIds,
    messageIds: event.ids,
  }
}
