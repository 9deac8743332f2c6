import type { EventBus, PlacedMessage } from '../events/bus.ts'
import type { RemoteMail, RemoteMailbox, RemoteMessage } from '../providers/provider.ts'
import { goneStep } from './follow-deletions.ts'
import type { RemoteMailboxRow, RemoteRow } from './remote-row.ts'
import type { RemoteRepository } from './repository.ts'

/** A fetched mail on its way into the store. */
export type FetchedMail = {
  raw: Uint8Array
  envelope: { mailFrom: string; rcptTo: string[] }
  smtp: null
  receivedAt: number
  datedAt: number
  accountId: string
  remote: { mailboxKey: number; remoteId: string; source: RemoteMail['origin']; missing: string[] }
}

export type CacheDeps = {
  repository: RemoteRepository
  /** The one pipeline; resolves after the commit, and stores nothing twice. */
  ingest: (mail: FetchedMail) => Promise<unknown>
  events: EventBus
  now: () => number
}

/** What is kept here of one remote. */
export type Cache = ReturnType<ReturnType<typeof createCaches>>

type Complete = { active: boolean; archived: boolean }

/** More is no list for anybody, and would hold up the store. */
const mostMailboxes = 10_000
/** Mailboxes taken over in one step: a few milliseconds of the writer. */
const syncStep = 200
const nothing: Complete = { active: false, archived: false }

type MailboxPart = Pick<RemoteMailboxRow, 'key' | 'address'>

/** Gives each remote its part of the store. */
export function createCaches({ repository, ingest, events, now }: CacheDeps) {
  const tellDeleted = (messages: PlacedMessage[]) => {
    if (messages.length > 0) events.announce({ type: 'message.deleted', messages })
  }

  async function removeMailbox(key: number): Promise<void> {
    for (;;) {
      const { messages, event } = await repository.emptyGoneMailbox(key)
      tellDeleted(messages)
      if (event) events.announce(event)
      if (messages.length < goneStep) return
    }
  }

  return ({ id: accountId, account_key: accountKey }: Pick<RemoteRow, 'id' | 'account_key'>) => ({
    mailboxes: () => repository.mailboxesOfRemote(accountId),

    /**
     * Takes over what the service says of mailboxes, and lets go those that it has no more: `complete` tells, when it comes
     * to that, of which kinds all were listed.
     */
    async sync(items: RemoteMailbox[], complete: () => Complete = () => nothing): Promise<void> {
      const listed = items.slice(0, mostMailboxes).map(({ id }) => id)
      // An address may be archived and in use again: then the last is what counts.
      const taken = [
        ...new Map(items.slice(0, mostMailboxes).map(one => [one.address.toLowerCase(), one])).values(),
      ]
      for (let at = 0; at === 0 || at < taken.length; at += syncStep) {
        const isLast = at + syncStep >= taken.length && listed.length === items.length
        const told = isLast ? { listed, complete: complete() } : { listed: [], complete: nothing }
        const asked = { items: taken.slice(at, at + syncStep), ...told }
        const synced = await repository.syncMailboxes({ accountId, ...asked, now: now() })
        for (const event of synced.events) events.announce(event)
        for (const key of synced.gone) await removeMailbox(key)
      }
    },
    removeMailbox,

    known: async (ids: string[]): Promise<Set<string>> =>
      new Set(await repository.knownMessages({ accountKey, ids })),

    async store(mailbox: MailboxPart, message: RemoteMessage, mail: RemoteMail): Promise<void> {
      const receivedAt = now()
      await ingest({
        raw: mail.bytes,
        envelope: { mailFrom: addressIn(message.from ?? ''), rcptTo: [mailbox.address] },
        smtp: null,
        receivedAt,
        // No mail is of a time to come, whatever the service says.
        datedAt: Math.max(0, Math.min(message.receivedAt ?? receivedAt, receivedAt)),
        accountId,
        remote: {
          mailboxKey: mailbox.key,
          remoteId: message.id,
          source: mail.origin,
          missing: mail.missing,
        },
      })
    },

    async deleteNamed(gone: string[]): Promise<void> {
      for (;;) {
        const messages = await repository.deleteNamed({ accountKey, gone })
        tellDeleted(messages)
        if (messages.length < goneStep) return
      }
    },

    /** `listed` is all that there is, in one mailbox or in all. */
    async followDeletions(mailboxKey: number | null, listed: string[]): Promise<void> {
      for (;;) {
        const messages = await repository.deleteUnlisted({ accountKey, mailboxKey, listed })
        tellDeleted(messages)
        if (messages.length < goneStep) return
      }
    },

    noteRead: (mailboxKey: number, read: { readCount: number | null; next: string | null }) =>
      repository.noteRead({ mailboxKey, ...read, now: now() }),
  })
}

/** The address alone, of `Name <address>` too. */
function addressIn(from: string): string {
  const inBrackets = /<([^<>\s]+)>/.exec(from)?.[1]
  return inBrackets ?? (/^[^\s@]+@[^\s@]+$/.test(from) ? from : '')
}
