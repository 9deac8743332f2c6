import { networkOf } from '../../rates/network-of.ts'
import type { Purchase } from './schema.ts'
import { newUlid } from './ulid.ts'

export type Invoice = Purchase & {
  id: string
  /** `paying` while the key is being made, so that two clicks make one. */
  status: 'pending' | 'paying' | 'paid'
  /** Of the account that was made for it: a second try to pay goes on with that one. */
  accountId?: string
  keyId?: string
}

/** More than a person tries at once. */
const maxInvoices = 1_000
/** Whoever asks for more at once forgets their own: nobody pushes out what others are about to pay. */
const maxPendingOfNetwork = 100

/** Checkouts, in memory: they are over within minutes, and what was bought is a key like all others. */
export function createInvoices({ now }: { now: () => number }) {
  const invoices = new Map<string, Invoice & { network: string }>()

  function oldest(which: (invoice: Invoice & { network: string }) => boolean): string | undefined {
    return [...invoices.values()].find(which)?.id
  }

  /** Paid ones go first: their keys are there without them. */
  function makeRoom(network: string): void {
    const isOwn = (one: { network: string; status: string }) =>
      one.network === network && one.status === 'pending'
    const isOverOwn = [...invoices.values()].filter(isOwn).length >= maxPendingOfNetwork
    if (isOverOwn) invoices.delete(oldest(isOwn)!)
    if (invoices.size < maxInvoices) return
    invoices.delete(oldest(({ status }) => status === 'paid') ?? oldest(() => true)!)
  }

  return {
    add(purchase: Purchase, address: string): Invoice {
      const network = networkOf(address)
      makeRoom(network)
      const invoice = { ...purchase, id: newUlid(now()), status: 'pending' as const, network }
      invoices.set(invoice.id, invoice)
      return invoice
    },
    find: (id: string): Invoice | undefined => invoices.get(id.toUpperCase()),
  }
}
