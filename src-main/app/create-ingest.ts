import { AppError } from '#shared/api/errors.ts'
import type { Settings } from '#shared/api/settings.ts'
import type { EventBus } from '../events/bus.ts'
import type { ReceivedMail, StoredMail } from '../ingest/insert-mail.ts'

type NewMail = Omit<ReceivedMail, 'raw' | 'unknownRecipients'> & { raw: Uint8Array }
type Deps = { store: (mail: Stored) => Promise<unknown>; events: EventBus; settings: () => Settings }
/** Of what is imported nobody is notified. */
type IngestedMail = NewMail & { imported?: true }
type Stored = NewMail & Pick<ReceivedMail, 'unknownRecipients'>

/**
 * The one way in: hands a mail to the store's thread and, once it is committed, tells everybody. Rejects with
 * `conflict` or `not_found` when no recipient takes it any more.
 */
export function createIngest({ store, events, settings }: Deps) {
  return async ({ imported, ...mail }: IngestedMail): Promise<StoredMail> => {
    const { unknownRecipients } = settings()
    const stored = (await store({ ...mail, unknownRecipients })) as StoredMail
    // Mail of a remote account that is here already: everybody was told.
    if (stored.deliveries.length === 0 && mail.remote) return stored
    if (stored.deliveries.length === 0) throw refusalError(stored.refused[0])
    for (const mailbox of stored.createdMailboxes) events.announce({ type: 'mailbox.created', ...mailbox })
    events.announce({ type: 'message.received', deliveries: stored.deliveries, imported })
    return stored
  }
}

/** Why a recipient got nothing, in words. */
export function refusalError(refused: StoredMail['refused'][number] | undefined): AppError {
  if (!refused) throw new Error('A mail without recipients was stored')
  const { address, refusal } = refused
  if (refusal === 'unknown') return new AppError('not_found', `There is no mailbox ${address}.`)
  return new AppError('conflict', `The mailbox ${address} is ${refusal} and takes no mail.`)
}
