import { expect, test } from 'vitest'
import type { ServiceDeps } from '../service.ts'
import { createInvoices } from './invoices.ts'
import { payInvoice } from './pay-invoice.ts'

test('a payment that failed is tried again with the account that it has made', async () => {
  const asked: unknown[] = []
  let keyFails = true
  const callAs = async (_caller: unknown, name: string, input: unknown) => {
    asked.push([name, (input as { accountId?: string }).accountId])
    if (name === 'createKey' && keyFails) throw new Error('The store is full')
    return { id: `${name} 1`, key: 'mf_1' }
  }
  const deps = { callAs: callAs as unknown as ServiceDeps['callAs'] }
  const invoice = createInvoices({ now: () => 0 }).add({ plan: 'dev', rail: 'stripe' }, '127.0.0.1')

  await expect(payInvoice(invoice, deps)).rejects.toThrow('The store is full')
  expect([invoice.status, invoice.keyId]).toEqual(['pending', undefined])
  keyFails = false
  expect(await payInvoice(invoice, deps)).toEqual({ kind: 'bought', key: 'mf_1' })
  expect([invoice.status, invoice.keyId]).toEqual(['paid', 'createKey 1'])
  expect(asked).toEqual([
    ['createAccount', undefined],
    ['createKey', 'createAccount 1'],
    ['createKey', 'createAccount 1'],
  ])
})

test('while it is paid it says so', async () => {
  const invoice = createInvoices({ now: () => 0 }).add({ plan: 'team', rail: 'lightning' }, '127.0.0.1')
  const seen: string[] = []
  const callAs = async () => {
    seen.push(invoice.status)
    return { id: '1', key: 'mf_1' }
  }
  await payInvoice(invoice, { callAs: callAs as unknown as ServiceDeps['callAs'] })
  expect(seen).toEqual(['paying', 'paying'])
})
