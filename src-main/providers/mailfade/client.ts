import { completeProvider } from '../refuse.ts'
import { ProviderError } from '../provider-error.ts'
import type { Provider, ProviderDeps } from '../provider.ts'
import { rawMail } from '../raw-mail.ts'
import { createServiceApi } from '../service-api.ts'
import { mailfadeCapabilities } from './capabilities.ts'
import { toListed, toMail } from './mapping.ts'
import { Inbox, Invoice, Message, Purchase } from './schema.ts'

/** Nothing says whether a key is good, so one inbox is looked into. Whose it is does not matter: all are public. */
const tried = 'mayfly@mailfade.dev'
const mostListed = 50

/** Mailfade (mailfade.dev). Mailboxes are addresses, and their ids are too. */
export function createMailfadeProvider(deps: ProviderDeps): Provider {
  const api = createServiceApi(deps, {
    keyHeaders: key => ({ authorization: `Bearer ${key}` }),
    rule: ({ code }) => (code === 'key_inactive' ? 'wrongKey' : undefined),
  })
  const inboxPath = (address: string) => `/inbox/${encodeURIComponent(address)}`
  const messagePath = (id: string) => `/message/${encodeURIComponent(id)}`

  return completeProvider({
    service: 'mailfade',
    capabilities: mailfadeCapabilities(deps.key !== null),
    check: signal =>
      api.check(signal, async calls => {
        await calls.read(Inbox, 'GET', inboxPath(tried), { query: { limit: 1 } })
        return { plan: null, mailboxes: null }
      }),

    listMessages: (mailbox, { since, limit = mostListed }, signal) =>
      api.run(signal, async calls => {
        if (mailbox === 'all') throw new ProviderError('unsupported', 'Mailfade lists one address at a time.')
        const asked = { limit: Math.min(limit, mostListed), ...(since === undefined ? {} : { since }) }
        return toListed(
          await calls.read(Inbox, 'GET', inboxPath(mailbox.address), { query: asked }),
          mailbox,
          asked,
        )
      }),
    fetchMessage: ({ id, mailbox }, signal) =>
      api.run(signal, async calls => {
        if (deps.key !== null) return rawMail(await calls.bytes(`${messagePath(id)}/raw`))
        return toMail(await calls.read(Message, 'GET', messagePath(id), { query: { html: 0 } }), mailbox)
      }),

    buyKey: (wish, signal) =>
      api.run(signal, async calls => {
        const invoice = await calls.read(Invoice, 'POST', '/keys', { body: wish })
        return { invoiceId: invoice.invoice_id, checkoutUrl: invoice.checkout_url }
      }),
    keyPurchase: (invoiceId, signal) =>
      api.run(signal, async calls => {
        const { status, key_id } = await calls.read(Purchase, 'GET', `/keys/${encodeURIComponent(invoiceId)}`)
        return { paid: status === 'paid', keyId: key_id ?? null }
      }),
  })
}
