import type { EventBus } from '../events/bus.ts'
import type { ReceivedMail, StoredMail } from '../ingest/insert-mail.ts'

type NewMail = Omit<ReceivedMail, 'raw'> & { raw: Uint8Array }
type Deps = { store: (mail: NewMail) => Promise<unknown>; events: EventBus }

/** The one way in: hands a mail to the store's thread and, once it is committed, tells everybody. */
export function createIngest({ store, events }: Deps) {
  return async (mail: NewMail): Promise<StoredMail> => {
    const stored = (await store(mail)) as StoredMail
    for (const mailbox of stored.createdMailboxes) events.announce({ type: 'mailbox.created', ...mailbox })
    events.announce({ type: 'message.received', deliveries: stored.deliveries })
    return stored
  }
}
