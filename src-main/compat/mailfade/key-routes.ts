import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { compatPath } from '#shared/api/compat.ts'
import { baseUrlOf } from '../base-url.ts'
import type { ServiceDeps } from '../service.ts'
import { checkoutPage, checkoutPolicy, type CheckoutState } from './checkout-page.ts'
import { refuse } from './failures.ts'
import { createInvoices, type Invoice } from './invoices.ts'
import { payInvoice } from './pay-invoice.ts'
import { Purchase, type CheckoutAnswer, type InvoiceAnswer } from './schema.ts'

type ByInvoice = FastifyRequest<{ Params: { invoiceId: string } }>

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
    const { id, rail } = invoices.add(purchase, request.ip)
    return { invoice_id: id, rail, checkout_url: `${baseUrlOf(request, 'mailfade')}${pathOf(id)}` }
  })

  app.get('/keys/:invoiceId', async (request: ByInvoice): Promise<InvoiceAnswer> => {
    const { keyId } = find(request)
    return keyId === undefined ? { status: 'pending' } : { status: 'paid', key_id: keyId }
  })

  /** Who pays gets a key to this Mayfly, so that is for its owner. */
  async function settle(request: ByInvoice, invoice: Invoice): Promise<CheckoutState> {
    if (request.caller.kind === 'key' || !isOwner(request))
      return { kind: 'notOwner', path: `${compatPath('mailfade')}${pathOf(invoice.id)}` }
    if (invoice.status !== 'pending') return { kind: invoice.status }
    if (request.method !== 'POST') return { kind: 'open' }
    const { outcome } = (request.body ?? {}) as { outcome?: unknown }
    return outcome === 'pay' ? payInvoice(invoice, { callAs }) : { kind: 'declined' }
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

/** Below the service. */
const pathOf = (invoiceId: string): string => `/checkout/${invoiceId}`

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
