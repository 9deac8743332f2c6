import type { z } from 'zod'
import { apiPrefix, bytePaths, eventsPath } from '#shared/api/links.ts'
import { completeProvider } from '../refuse.ts'
import type { Lifetime, MailboxWish, Provider, ProviderDeps } from '../provider.ts'
import { rawMail } from '../raw-mail.ts'
import { createServiceApi, type Calls } from '../service-api.ts'
import { mayflyCapabilities } from './capabilities.ts'
import { createEventReader } from './event-stream.ts'
import { listMessages } from './list-messages.ts'
import { toDomain, toEvent, toKey, toMailbox, toMessage } from './mapping.ts'
import { Domain, Domains, Keys, Mailbox, Mailboxes, Messages, ShownKey } from './schema.ts'

const pageSize = 200
/** Ten thousand of a kind: more is no list for a window. */
const maxPages = 50
const dayMs = 86_400_000

/** Another Mayfly, by its own API. The base URL is its address, with or without `/api/v1`. */
export function createMayflyProvider(deps: ProviderDeps): Provider {
  const baseUrl = deps.baseUrl.replace(/\/+$/, '').replace(new RegExp(`${apiPrefix}$`), '')
  const api = createServiceApi(
    { ...deps, baseUrl },
    { keyHeaders: key => ({ authorization: `Bearer ${key}` }) },
  )

  return completeProvider({
    service: 'mayfly',
    capabilities: mayflyCapabilities(deps.key !== null),
    check: signal =>
      api.check(signal, async calls => {
        const { total } = await calls.read(Mailboxes, 'GET', at('/mailboxes'), { query: { limit: 1 } })
        return { plan: null, mailboxes: total }
      }),

    listMailboxes: signal => api.run(signal, calls => listMailboxes(calls, 'active')),
    listArchivedMailboxes: signal => api.run(signal, calls => listMailboxes(calls, 'archived')),
    createMailbox: (wish, signal) =>
      api.run(signal, async calls =>
        toMailbox(await calls.read(Mailbox, 'POST', at('/mailboxes'), { body: toCreateBody(wish) })),
      ),
    deleteMailbox: ({ id }, signal) => api.run(signal, calls => calls.send('DELETE', at('/mailboxes', id))),
    archiveMailbox: ({ id }, signal) =>
      api.run(signal, calls => calls.send('POST', `${at('/mailboxes', id)}/archive`)),
    reactivateMailbox: ({ id }, lifetime, signal) =>
      api.run(signal, async calls => {
        const body = lifetimeOf(lifetime)
        return toMailbox(await calls.read(Mailbox, 'POST', `${at('/mailboxes', id)}/restore`, { body }))
      }),

    listMessages: (mailbox, options, signal) =>
      api.run(signal, calls => listMessages(calls, mailbox, options)),
    fetchMessage: ({ id }, signal) =>
      api.run(signal, async calls => rawMail(await calls.bytes(bytePaths.raw(id)))),
    deleteMessage: ({ id }, signal) => api.run(signal, calls => calls.send('DELETE', at('/messages', id))),
    search: ({ text, mailbox, limit = 50 }, signal) =>
      api.run(signal, async calls => {
        const query = { q: text, mailbox: mailbox?.id, limit: Math.min(limit, pageSize) }
        return (await calls.read(Messages, 'GET', at('/messages'), { query })).items.map(toMessage)
      }),

    listKeys: signal =>
      api.run(signal, async calls => (await listAll(calls, Keys, '/keys')).items.map(toKey)),
    createKey: ({ name, expiresInDays }, signal) =>
      api.run(signal, async calls => {
        const expiresAt =
          expiresInDays === null ? null : new Date(deps.now() + expiresInDays * dayMs).toISOString()
        const body = { name, service: 'mayfly', mailboxDomains: ['*'], expiresAt }
        const { key: secret, ...key } = await calls.read(ShownKey, 'POST', at('/keys'), { body })
        return { key: toKey(key), secret }
      }),
    deleteKey: (id, signal) => api.run(signal, calls => calls.send('DELETE', at('/keys', id))),

    listDomains: signal =>
      api.run(signal, async calls => (await listAll(calls, Domains, '/domains')).items.map(toDomain)),
    createDomain: (name, signal) =>
      api.run(signal, async calls =>
        toDomain(await calls.read(Domain, 'POST', at('/domains'), { body: { name } })),
      ),
    verifyDomain: (id, signal) =>
      api.run(signal, async calls =>
        toDomain(await calls.read(Domain, 'POST', `${at('/domains', id)}/verify`, { body: {} })),
      ),
    deleteDomain: (id, signal) => api.run(signal, calls => calls.send('DELETE', at('/domains', id))),

    async liveEvents({ after, onOpen, onEvent }, signal) {
      const read = createEventReader(event => {
        const told = toEvent(event)
        if (told) onEvent(told)
      })
      let isOpen = false
      await api.run(signal, calls =>
        calls.stream(eventsPath, after === undefined ? {} : { 'last-event-id': after }, chunk => {
          if (!isOpen) onOpen?.()
          isOpen = true
          read(chunk)
        }),
      )
    },
  })
}

function at(path: string, id?: string): string {
  return `${apiPrefix}${path}${id === undefined ? '' : `/${encodeURIComponent(id)}`}`
}

async function listMailboxes(calls: Calls, status: string) {
  const { items, complete } = await listAll(calls, Mailboxes, '/mailboxes', { status })
  return { items: items.map(toMailbox), complete }
}

type Page<Item> = { items: Item[]; nextCursor: string | null }

/** All pages of a list. */
async function listAll<Item>(
  calls: Calls,
  shape: z.ZodType<Page<Item>>,
  path: string,
  filter: Record<string, string> = {},
) {
  const items: Item[] = []
  let cursor: string | undefined
  for (let pages = 0; pages < maxPages; pages++) {
    const query = { ...filter, limit: pageSize, cursor }
    const page = await calls.read(shape, 'GET', at(path), { query })
    items.push(...page.items)
    if (page.nextCursor === null) return { items, complete: true }
    cursor = page.nextCursor
  }
  return { items, complete: false }
}

function toCreateBody({ localPart, domain, lifetimeMinutes, tag, recoverable }: MailboxWish) {
  return { localPart, domain, tag, recoverable, ...lifetimeOf(lifetimeMinutes) }
}

function lifetimeOf(lifetime: Lifetime): { expiresIn?: number | null } {
  return lifetime === undefined ? {} : { expiresIn: lifetime }
}
