import { z } from 'zod'

/** Empty when there are too many to name: ask the list again. */
const Ids = z.array(z.string())

const mailboxEvent = <T extends string>(type: T) => z.object({ type: z.literal(type), mailboxIds: Ids })
const messageEvent = <T extends string>(type: T) =>
  z.object({ type: z.literal(type), ids: Ids, mailboxIds: Ids })

/**
 * What happened in the store. Bursts are coalesced: one event may name many messages, mailboxes, keys or accounts.
 * `message.received` carries the `seq` of its newest message; ask the list for all `after` the last one you saw.
 */
export const StoreEvent = z.discriminatedUnion('type', [
  /** With `imported`, an import brought it: it is in the store, and no news to anybody. */
  messageEvent('message.received').extend({ seq: z.int(), imported: z.literal(true).optional() }),
  messageEvent('message.updated'),
  messageEvent('message.deleted'),
  mailboxEvent('mailbox.created'),
  mailboxEvent('mailbox.updated'),
  mailboxEvent('mailbox.expired'),
  mailboxEvent('mailbox.archived'),
  mailboxEvent('mailbox.restored'),
  mailboxEvent('mailbox.deleted'),
  /** Made, changed, regenerated, revoked or deleted. Only the owner hears of it. */
  z.object({ type: z.literal('key.changed'), keyIds: Ids }),
  /** Long work began, got on or ended. Only the owner hears of it. */
  z.object({ type: z.literal('job.changed'), jobIds: Ids }),
  /** What an account has left of its plan has changed. Only the owner hears of it, once a second at most. */
  z.object({ type: z.literal('limits.changed'), accountIds: Ids }),
  /** SMTP sessions that began, went on or ended. Only the owner hears of it, four times a second at most. */
  z.object({ type: z.literal('smtp.session'), sessionIds: Ids }),
  /** What `/info` says of the server itself: ports, problems, a pause. Only the owner hears of it. */
  z.object({ type: z.literal('server.changed') }),
  /** A remote account is in another state, or was added, changed or removed. Only the owner hears of it. */
  z.object({ type: z.literal('remote.changed'), remoteIds: Ids }),
])
export type StoreEvent = z.infer<typeof StoreEvent>
export type StoreEventType = StoreEvent['type']
