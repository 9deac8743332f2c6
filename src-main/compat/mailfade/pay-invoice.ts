import type { Caller } from '#shared/api/handler.ts'
import type { ServiceDeps } from '../service.ts'
import type { CheckoutState } from './checkout-page.ts'
import type { Invoice } from './invoices.ts'

const owner: Caller = { kind: 'owner' }

/** Makes the key of a new account on the plan. When that fails the invoice is pending again. */
export async function payInvoice(
  invoice: Invoice,
  { callAs }: Pick<ServiceDeps, 'callAs'>,
): Promise<CheckoutState> {
  invoice.status = 'paying'
  try {
    const name = `Mailfade ${invoice.plan} ${invoice.id}`
    const plan = `mailfade-${invoice.plan}`
    invoice.accountId ??= (await callAs(owner, 'createAccount', { name, plan })).id
    const { id, key } = await callAs(owner, 'createKey', {
      name,
      service: 'mailfade',
      accountId: invoice.accountId,
      mailboxDomains: ['*'],
    })
    invoice.keyId = id
    invoice.status = 'paid'
    return { kind: 'bought', key }
  } catch (error) {
    invoice.status = 'pending'
    throw error
  }
}
