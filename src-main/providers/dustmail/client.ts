import { completeProvider } from '../refuse.ts'
import { ProviderError } from '../provider-error.ts'
import type { MailboxRef, Provider, ProviderDeps, RemoteMessage } from '../provider.ts'
import { createServiceApi, type Calls } from '../service-api.ts'
import { dustmailCapabilities } from './capabilities.ts'
import { quotaOf, toCreateBody, toMailbox, toMessage } from './mapping.ts'
import { Created, Inboxes, InboxWithEmails } from './schema.ts'

const { mailboxesListed, messagesListed } = dustmailCapabilities.limits

/** DustMail (dustmail.net). Its base URL ends with `/api/v1`. */
export function createDustmailProvider(deps: ProviderDeps): Provider {
  const api = createServiceApi(deps, {
    keyHeaders: key => ({ authorization: `Bearer ${key}` }),
    quotaOfBody: quotaOf,
    // The only limit that it has is that of the day, and how it is refused is not documented.
    rule: ({ status }) => (status === 429 ? 'quotaExhausted' : undefined),
  })

  return completeProvider({
    service: 'dustmail',
    capabilities: dustmailCapabilities,
    check: signal =>
      api.check(signal, async calls => {
        const { data, meta } = await calls.read(Inboxes, 'GET', '/inbox')
        return { plan: meta?.plan ?? null, mailboxes: meta?.total ?? data.length }
      }),

    listMailboxes: signal =>
      api.run(signal, async calls => {
        const { data, meta } = await calls.read(Inboxes, 'GET', '/inbox')
        return {
          items: data.map(toMailbox),
          complete: isComplete(data.length, meta?.total, mailboxesListed!),
        }
      }),
    createMailbox: (wish, signal) =>
      api.run(signal, async calls =>
        toMailbox(await calls.read(Created, 'POST', '/inbox', { body: toCreateBody(wish) })),
      ),
    deleteMailbox: ({ id }, signal) => api.run(signal, calls => calls.send('DELETE', inboxPath(id))),

    listMessages: (mailbox, { limit }, signal) =>
      api.run(signal, async calls => {
        if (mailbox === 'all') throw new ProviderError('unsupported', 'DustMail lists one inbox at a time.')
        const { items, complete } = await readInbox(calls, mailbox)
        const wanted = limit === undefined ? items : items.slice(0, limit)
        return { items: wanted, complete: complete && wanted.length === items.length, next: null }
      }),
    fetchMessage: ({ id, mailbox }, signal) =>
      api.run(signal, async calls => {
        const { items } = await readInbox(calls, mailbox)
        const mail = items.find(item => item.id === id)?.mail
        if (!mail) throw new ProviderError('notFound', 'DustMail has this mail no more, or lists it no more.')
        return mail
      }),
  })
}

async function readInbox(calls: Calls, mailbox: MailboxRef) {
  const { data, meta } = await calls.read(InboxWithEmails, 'GET', inboxPath(mailbox.id))
  const ref = { ...mailbox, address: data.inbox?.email ?? mailbox.address }
  const items: RemoteMessage[] = []
  // One after the other: a hundred at once would hold up all else.
  for (const email of data.emails.slice(0, messagesListed!)) items.push(await toMessage(email, ref))
  return {
    items,
    complete: isComplete(items.length, meta?.email_count, messagesListed!),
  }
}

/** By the total where it is told; else a list as long as may be is taken for a part. */
function isComplete(listed: number, total: number | null | undefined, most: number): boolean {
  return typeof total === 'number' ? listed >= total : listed < most
}

const inboxPath = (id: string) => `/inbox/${encodeURIComponent(id)}`
