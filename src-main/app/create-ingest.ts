import type { EventBus } from '../events/bus.ts'
import type { StoredMail } from '../ingest/insert-mail.ts'

type NewMail = { raw: Uint8Array; envelope: { mailFrom: string; rcptTo: string[] } }
type Deps = { store: (mail: NewMail) => Promise<unknown>; events: EventBus }

/** The one way in: hands a mail to the store's thread and, once it is committed, tells everybody. */
export function createIngest({ store, events }: Deps) {
  return async <M extends NewMail>(mail: M): Promise<StoredMail> => {
    const stored = (await store(mail)) as StoredMail
    for (const mailboxId of stored.createdMailboxIds) events.announce({ type: 'mailbox.created', mailboxId })
    events.announce({ type: 'message.received', deliveries: stored.deliveries })
    return stored
  }
}
