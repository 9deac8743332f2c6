import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Caller } from '#shared/api/handler.ts'
import type { ServiceDeps } from '../service.ts'
import { checkoutPage, checkoutPolicy, type CheckoutState } from './checkout-page.ts'
import { refuse } from './failures.ts'
import { createInvoices, type Invoice } from './invoices.ts'
import { Purchase, type CheckoutAnswer, type InvoiceAnswer } from './schema.ts'

type ByInvoice = FastifyRequest<{ Params: { invoiceId: string } }>
const owner: Caller = { kind: 'owner' }

/** Buying a key: an invoice, a page to pay it, and what became of it. */
export function keyRoutes(app: FastifyInstance, { callAs, isOwner, settings, now }: ServiceDeps): void {
  const invoices = createInvoices({ now })

  function find({ params }: ByInvoice): Invoice {
    const invoice = invoices.find(params.invoiceId)
    if (!invoice) throw refuse('not_found', 'There is no such invoice.')
    return invoice
  }

  app.post('/keys', async (request): Promise<CheckoutAnswer> => {
    const purchase = readPurchase(request.body)
    if (!settings()['mailfade.rails'].includes(purchase.rail))
      throw refuse(`${purchase.rail}_unavailable`, `Paying by ${purchase.rail} is not configured.`)
    const { id, rail } = invoices.add(purchase)
    return { invoice_id: id, rail, checkout_url: checkoutUrl(request, id) }
  })

  app.get('/keys/:invoiceId', async (request: ByInvoice): Promise<InvoiceAnswer> => {
    const { keyId } = find(request)
    return keyId === undefined ? { status: 'pending' } : { status: 'paid', key_id: keyId }
  })

  /** The key of a new account on the plan. */
  async function pay(invoice: Invoice): Promise<CheckoutState> {
    invoice.status = 'paying'
    try {
      const name = `Mailfade ${invoice.plan} ${invoice.id}`
      const account = await callAs(owner, 'createAccount', { name, plan: `mailfade-${invoice.plan}` })
      const { id, key } = await callAs(owner, 'createKey', {
        name,
        service: 'mailfade',
        accountId: account.id,
        mailboxDomains: ['*'],
      })
      invoice.keyId = id
      invoice.status = 'paid'
      return { kind: 'bought', key }
    } finally {
      if (invoice.status === 'paying') invoice.status = 'pending'
    }
  }

  /** Who pays gets a key to this Mayfly, so that is for its owner. */
  async function settle(request: ByInvoice, invoice: Invoice): Promise<CheckoutState> {
    if (request.caller.kind === 'key' || !isOwner(request)) return { kind: 'notOwner' }
    if (invoice.status !== 'pending') return { kind: 'paid' }
    if (request.method !== 'POST') return { kind: 'open' }
    const { outcome } = (request.body ?? {}) as { outcome?: unknown }
    return outcome === 'pay' ? pay(invoice) : { kind: 'declined' }
  }

  app.register(async page => {
    page.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, body, done) =>
      done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    )
    page.route({
      method: ['GET', 'POST'],
      url: '/checkout/:invoiceId',
      async handler(request: ByInvoice, reply) {
        const invoice = find(request)
        const state = await settle(request, invoice)
        if (state.kind === 'notOwner') reply.status(403)
        return sendPage(reply, checkoutPage(invoice, state))
      },
    })
  })
}

/** Throws in its codes. A rail that is none has no code of its own. */
function readPurchase(body: unknown): Purchase {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw refuse('invalid_json', 'Send {"plan": "dev", "rail": "stripe"} as application/json.')
  const result = Purchase.safeParse(body)
  if (result.success) return result.data
  throw refuse('invalid_plan', 'plan is "dev" or "team", and rail "stripe" or "lightning".')
}

/** Below the same address as the call, be that a path or a host name. */
function checkoutUrl({ protocol, host, originalUrl }: FastifyRequest, id: string): string {
  const base = originalUrl.replace(/\/keys\/?(\?.*)?$/, '')
  return `${protocol}://${host}${base}/checkout/${id}`
}

function sendPage(reply: FastifyReply, html: string): FastifyReply {
  return (
    reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', checkoutPolicy)
      .header('cache-control', 'no-store')
      // Without a referrer a browser would not say of which origin the form is, and we would refuse it.
      .header('referrer-policy', 'same-origin')
      .send(html)
  )
}
