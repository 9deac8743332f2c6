import { completeProvider } from '../refuse.ts'
import { ProviderError } from '../provider-error.ts'
import type { Provider, ProviderDeps, RemoteMessage } from '../provider.ts'
import { createServiceApi, type Calls } from '../service-api.ts'
import { minutemailCapabilities } from './capabilities.ts'
import { createPlanLimit } from './plan-limit.ts'
import { toCreateBody, toDomain, toMail, toMailbox, toMessage } from './mapping.ts'
import {
  ArchivedMailboxes,
  Domains,
  Files,
  FileWithData,
  Mailboxes,
  Mails,
  OneDomain,
  OneMail,
  OneMailbox,
} from './schema.ts'

/** No bound is published; a mailbox of an hour has fewer. */
const mostListed = 1000

/** MinuteMail (minutemail.co). Its base URL ends with `/v1`. */
export function createMinutemailProvider(deps: ProviderDeps): Provider {
  const api = createServiceApi(deps, {
    keyHeaders: key => ({ authorization: `Bearer ${key}` }),
    completeQuota: createPlanLimit(),
  })

  return completeProvider({
    service: 'minutemail',
    capabilities: minutemailCapabilities,
    check: signal =>
      api.check(signal, async calls => {
        const mailboxes = await calls.read(Mailboxes, 'GET', '/mailboxes')
        return { plan: null, mailboxes: mailboxes.length }
      }),

    listMailboxes: signal =>
      api.run(signal, async calls => {
        const found = await calls.read(Mailboxes, 'GET', '/mailboxes')
        return { items: found.map(one => toMailbox(one, false)), complete: true }
      }),
    listArchivedMailboxes: signal =>
      api.run(signal, async calls => {
        const found = await calls.read(ArchivedMailboxes, 'GET', '/archived-mailboxes')
        return { items: found.map(one => toMailbox(one, true)), complete: true }
      }),
    createMailbox: (wish, signal) =>
      api.run(signal, async calls =>
        toMailbox(await calls.read(OneMailbox, 'POST', '/mailboxes', { body: toCreateBody(wish) }), false),
      ),
    deleteMailbox: ({ id, archived }, signal) =>
      api.run(signal, calls => calls.send('DELETE', archived ? archivePath(id) : mailboxPath(id))),
    // Deleting is what archives a recoverable one; any other would be gone, so it is looked at first.
    archiveMailbox: ({ id }, signal) =>
      api.run(signal, async calls => {
        const { recoverable } = await calls.read(OneMailbox, 'GET', mailboxPath(id))
        if (recoverable !== true)
          throw new ProviderError('invalid', 'MinuteMail archives only mailboxes that were made recoverable.')
        await calls.send('DELETE', mailboxPath(id))
      }),
    reactivateMailbox: ({ id }, lifetime, signal) =>
      api.run(signal, async calls => {
        const body = typeof lifetime === 'number' ? { expiresIn: lifetime } : {}
        return toMailbox(
          await calls.read(OneMailbox, 'POST', `${archivePath(id)}/reactivate`, { body }),
          false,
        )
      }),

    listMessages: (mailbox, _options, signal) =>
      api.run(signal, async calls => {
        if (mailbox === 'all')
          throw new ProviderError('unsupported', 'MinuteMail lists one mailbox at a time.')
        const mails = await calls.read(Mails, 'GET', `${mailboxPath(mailbox.id)}/mails`)
        const items: RemoteMessage[] = []
        for (const mail of mails.slice(0, mostListed)) items.push(await toMessage(mail, mailbox))
        return { items, complete: items.length === mails.length, next: null }
      }),
    fetchMessage: ({ id, mailbox }, signal) =>
      api.run(signal, async calls => {
        const mail = await calls.read(OneMail, 'GET', mailPath(mailbox.id, id), { size: 'mail' })
        const files = mail.attachments.length > 0 || !mail.hasAttachments ? mail.attachments : undefined
        return toMail(mail, await fetchFiles(calls, mailPath(mailbox.id, id), files), mailbox)
      }),
    deleteMessage: ({ id, mailbox }, signal) =>
      api.run(signal, calls => calls.send('DELETE', mailPath(mailbox.id, id))),

    listDomains: signal =>
      api.run(signal, async calls => (await calls.read(Domains, 'GET', '/domains')).map(toDomain)),
    createDomain: (name, signal) =>
      api.run(signal, async calls =>
        toDomain(await calls.read(OneDomain, 'POST', '/domains', { body: { name } })),
      ),
    verifyDomain: (id, signal) =>
      api.run(signal, async calls =>
        toDomain(await calls.read(OneDomain, 'POST', `${domainPath(id)}/verify`)),
      ),
    deleteDomain: (id, signal) => api.run(signal, calls => calls.send('DELETE', domainPath(id))),
  })
}

/** One call for each file, and one more when the mail did not name them. */
async function fetchFiles(calls: Calls, path: string, named: { id: string }[] | undefined) {
  const files = named ?? (await calls.read(Files, 'GET', `${path}/attachments`))
  const fetched = []
  for (const { id } of files) {
    const file = `${path}/attachments/${encodeURIComponent(id)}`
    fetched.push(await calls.read(FileWithData, 'GET', file, { size: 'mail' }))
  }
  return fetched
}

const mailboxPath = (id: string) => `/mailboxes/${encodeURIComponent(id)}`
const archivePath = (id: string) => `/archived-mailboxes/${encodeURIComponent(id)}`
const mailPath = (mailboxId: string, id: string) =>
  `${mailboxPath(mailboxId)}/mails/${encodeURIComponent(id)}`
const domainPath = (id: string) => `/domains/${encodeURIComponent(id)}`
