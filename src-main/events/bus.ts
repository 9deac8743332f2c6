import type { StoreEventType } from '#shared/api/events.ts'

/** A message and whose it is: a listener that may not see all of the store picks what is its own. */
export type PlacedMessage = { id: string } & PlacedMailbox

/** A message that was just stored, as the inside of the program needs to know it. */
export type NewDelivery = PlacedMessage & { seq: number; address: string; sizeBytes: number }

/** A mailbox and whose it is. */
export type PlacedMailbox = { mailboxId: string; accountId: string; domain: string }

export type MailboxEventType = Extract<StoreEventType, `mailbox.${string}`>

/** What changed in the store. Announced after the commit, never before. */
export type StoreChange =
  | { type: 'message.received'; deliveries: NewDelivery[]; imported?: true | undefined }
  | { type: 'message.updated' | 'message.deleted'; messages: PlacedMessage[] }
  | ({ type: MailboxEventType } & PlacedMailbox)
  | { type: 'key.changed'; keyId: string }
  | { type: 'job.changed'; jobId: string }
  | { type: 'remote.changed'; remoteId: string }
  | { type: 'limits.changed'; accountId: string }
  /** Gathered before: sessions change more often than anybody looks. */
  | { type: 'smtp.session'; sessionIds: readonly string[] }
  | { type: 'server.changed' }

export type EventBus = {
  announce(change: StoreChange): void
  /** Returns the function that ends the subscription. */
  subscribe(listener: (change: StoreChange) => void): () => void
}

/** In-process announcements. A listener that throws is reported and harms no other. */
export function createEventBus(onError: (error: unknown) => void): EventBus {
  const listeners = new Set<(change: StoreChange) => void>()
  return {
    announce(change) {
      for (const listener of listeners) {
        try {
          listener(change)
        } catch (error) {
          onError(error)
        }
      }
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
