import type { Purchase } from './schema.ts'
import { newUlid } from './ulid.ts'

export type Invoice = Purchase & {
  id: string
  /** `paying` while the key is being made, so that two clicks make one. */
  status: 'pending' | 'paying' | 'paid'
  keyId?: string
}

/** More than a person tries at once. The oldest goes first. */
const maxInvoices = 1_000

/** Checkouts, in memory: they are over within minutes, and what was bought is a key like all others. */
export function createInvoices({ now }: { now: () => number }) {
  const invoices = new Map<string, Invoice>()
  return {
    add(purchase: Purchase): Invoice {
      const invoice: Invoice = { ...purchase, id: newUlid(now()), status: 'pending' }
      invoices.set(invoice.id, invoice)
      if (invoices.size > maxInvoices) invoices.delete(invoices.keys().next().value!)
      return invoice
    },
    find: (id: string): Invoice | undefined => invoices.get(id.toUpperCase()),
  }
}
