import { completeProvider } from '../refuse.ts'
import { ProviderError } from '../provider-error.ts'
import type { KeyWish, Provider, ProviderDeps, SearchQuery } from '../provider.ts'
import { rawMail } from '../raw-mail.ts'
import { createServiceApi, type Calls, type ServiceApi } from '../service-api.ts'
import { momailCapabilities, momailOldCapabilities } from './capabilities.ts'
import { listEmails } from './list-emails.ts'
import { toDomain, toKey, toMailbox, toMessage } from './mapping.ts'
import { CreatedKey, CreatedMailbox, Domains, Emails, Keys, Mailboxes, OneDomain } from './schema.ts'

const sharedDomain = 'user.momail.io'
/** More is refused. */
const mostFound = 100

/** MoMail (momail.io), current generation. Its base URL ends with `/v1/api`. */
export function createMomailProvider(deps: ProviderDeps): Provider {
  const api = createServiceApi(deps, {
    keyHeaders: key => ({ authorization: `Bearer ${key}` }),
    // A mailbox too many is 403 too.
    rule: ({ status, code, message }) =>
      status === 403 && /quota/i.test(`${code} ${message}`) ? 'quotaExhausted' : undefined,
  })

  return completeProvider({
    service: 'momail',
    capabilities: momailCapabilities,
    check: signal =>
      api.check(signal, async calls => {
        const mailboxes = await calls.read(Mailboxes, 'GET', '/mailboxes')
        return { plan: null, mailboxes: mailboxes.length }
      }),

    listMailboxes: signal =>
      api.run(signal, async calls => {
        const found = await calls.read(Mailboxes, 'GET', '/mailboxes')
        // Deleting is soft: the mailbox may still be listed, with another status.
        const live = found.filter(({ status }) => status === null || !/delet|remov/i.test(status))
        return { items: live.map(toMailbox), complete: true }
      }),
    createMailbox: ({ localPart, domain = sharedDomain }, signal) =>
      api.run(signal, async calls => {
        if (localPart === undefined) throw new ProviderError('invalid', 'MoMail wants the part before the @.')
        const body = { local_part: localPart, domain }
        return toMailbox(await calls.read(CreatedMailbox, 'POST', '/mailboxes', { body }))
      }),
    deleteMailbox: ({ id }, signal) =>
      api.run(signal, calls => calls.send('DELETE', `/mailboxes/${encodeURIComponent(id)}`)),

    listMessages: (mailbox, { limit = 100 }, signal) =>
      api.run(signal, calls => listEmails(calls, mailbox, limit)),
    fetchMessage: ({ id }, signal) =>
      api.run(signal, async calls => rawMail(await calls.bytes(`/emails/${encodeURIComponent(id)}/raw`))),
    search: (query, signal) => api.run(signal, calls => search(calls, query)),
    ...keyFunctions(api, '/keys'),
  })
}

/** The older generation: keys, domains and search. Its base URL ends with `/v1`. */
export function createMomailOldProvider(deps: ProviderDeps): Provider {
  const api = createServiceApi(deps, { keyHeaders: key => ({ 'x-api-key': key }) })
  const keys = keyFunctions(api, '/api-keys')
  return completeProvider({
    service: 'momail',
    capabilities: momailOldCapabilities,
    check: signal =>
      api.check(signal, async calls => {
        const [first] = await calls.read(Keys, 'GET', '/api-keys')
        return { plan: first?.plan ?? null, mailboxes: null }
      }),
    search: (query, signal) => api.run(signal, calls => search(calls, query)),
    ...keys,
    listDomains: signal =>
      api.run(signal, async calls => (await calls.read(Domains, 'GET', '/domains')).map(toDomain)),
    createDomain: (domain, signal) =>
      api.run(signal, async calls =>
        toDomain(await calls.read(OneDomain, 'POST', '/domains', { body: { domain } })),
      ),
    verifyDomain: (id, signal) =>
      api.run(signal, async calls => {
        const path = `/domains/${encodeURIComponent(id)}`
        // The answer says that it is verified, and not what.
        await calls.send('POST', `${path}/verify`)
        return toDomain(await calls.read(OneDomain, 'GET', path))
      }),
  })
}

async function search(calls: Calls, { text, mailbox, limit = 50 }: SearchQuery) {
  const body = {
    query: text,
    limit: Math.min(limit, mostFound),
    ...(mailbox === undefined ? {} : { mailbox_id: mailbox.id }),
  }
  const { items } = await calls.read(Emails, 'POST', '/search', { body })
  return items.map(email => toMessage(email))
}

function keyFunctions(api: ServiceApi, path: string) {
  return {
    listKeys: (signal: AbortSignal) =>
      api.run(signal, async calls => (await calls.read(Keys, 'GET', path)).map(toKey)),
    createKey: ({ name, expiresInDays }: KeyWish, signal: AbortSignal) =>
      api.run(signal, async calls => {
        const body = { name, ...expiry(path, expiresInDays) }
        const { key, secret } = await calls.read(CreatedKey, 'POST', path, { body })
        return { key: toKey(key), secret }
      }),
    deleteKey: (id: string, signal: AbortSignal) =>
      api.run(signal, calls => calls.send('DELETE', `${path}/${encodeURIComponent(id)}`)),
  }
}

/** Documented of the older generation; the current one writes all names with underscores. */
function expiry(path: string, days: number | null): Record<string, number> {
  if (days === null) return {}
  return path === '/keys' ? { expiration_days: days } : { expirationDays: days }
}
