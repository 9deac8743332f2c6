import { toTimestamp } from '#shared/api/fields.ts'
import type { Mailbox } from '#shared/api/mailboxes.ts'
import type { MessageSummary } from '#shared/api/message-shapes.ts'
import { webhookEvents, type WebhookEvent } from '#shared/api/webhooks.ts'
import type { PlacedMailbox, StoreChange } from '../events/bus.ts'
import type { NewDelivery } from './delivery-repository.ts'
import { covers, wants, type Target } from './registry.ts'

/** A change that webhooks can be told of. */
export type ToldChange = Extract<StoreChange, { type: WebhookEvent }>
export type OtherChange = Exclude<ToldChange, { type: 'message.received' }>

/** A change that one webhook is to be told of; its payload is made when it is queued. */
export type Happening = { webhookId: string; type: WebhookEvent; at: number } & (
  { messages: { id: string; mailboxId: string }[] } | { mailbox: PlacedMailbox }
)

/** Messages named in one payload: it stays below 20 KB, which Standard Webhooks recommends. */
const maxNamed = 200

const told = new Set<string>(webhookEvents)

export function isTold(change: StoreChange): change is ToldChange {
  return told.has(change.type)
}

/** What the webhooks have to be told of a change. */
export function toHappenings(change: OtherChange, targets: Target[], at: number): Happening[] {
  const { type } = change
  const listening = targets.filter(target => wants(target, type))
  if (!('messages' in change)) {
    const { mailboxId, accountId, domain } = change
    const mailbox = { mailboxId, accountId, domain }
    return listening
      .filter(target => covers(target, mailbox))
      .map(({ id }) => ({ webhookId: id, type, at, mailbox }))
  }
  return listening.flatMap(target => {
    const own = change.messages
      .filter(message => covers(target, message))
      .map(({ id, mailboxId }) => ({ id, mailboxId }))
    return chunks(own).map(messages => ({ webhookId: target.id, type, at, messages }))
  })
}

export function messageReceived(webhookId: string, message: MessageSummary): NewDelivery {
  const type: WebhookEvent = 'message.received'
  return { webhookId, event: type, payload: payload(type, message.receivedAt, message) }
}

export function messagesChanged({ webhookId, type, at }: Happening, messages: object[]): NewDelivery {
  return { webhookId, event: type, payload: payload(type, toTimestamp(at), { messages }) }
}

/** `mailbox` is null once it is deleted. */
export function mailboxChanged(
  { webhookId, type, at }: Happening,
  place: PlacedMailbox,
  mailbox: Mailbox | null,
): NewDelivery {
  return { webhookId, event: type, payload: payload(type, toTimestamp(at), { ...place, mailbox }) }
}

export function testEvent(webhookId: string, at: number): NewDelivery {
  const type = 'webhook.test'
  return { webhookId, event: type, payload: payload(type, toTimestamp(at), { webhookId }) }
}

/** As Standard Webhooks recommends it. */
function payload(type: string, timestamp: string, data: object): string {
  return JSON.stringify({ type, timestamp, data })
}

function chunks<T>(items: T[]): T[][] {
  const all: T[][] = []
  for (let from = 0; from < items.length; from += maxNamed) all.push(items.slice(from, from + maxNamed))
  return all
}
