import type { Output } from '#shared/api/contract.ts'
import type { Client } from '../../api/client.ts'

export type EmulatedService = Output<'listCompat'>['items'][number]
export type MadeKey = { key: string; accountName: string }

/** More accounts than a person has. */
const maxAccounts = 200

/** A key of a service that goes for all domains, of an account of its own on the plan: made now if there is none yet. */
export async function makeServiceKey(
  client: Pick<Client, 'call'>,
  { service, name }: Pick<EmulatedService, 'service' | 'name'>,
  plan: string,
): Promise<MadeKey> {
  const { items } = await client.call('listAccounts', { limit: maxAccounts })
  const wanted = `${name} ${plan}`
  const known = items.find(account => account.plan === plan && account.name.startsWith(wanted))
  const account =
    known ?? (await client.call('createAccount', { name: freeName(wanted, items.map(toName)), plan }))
  const { key } = await client.call('createKey', {
    name: wanted,
    service,
    mailboxDomains: ['*'],
    accountId: account.id,
  })
  return { key, accountName: account.name }
}

/** An account of this name can be on another plan by now. Names compare without case. */
function freeName(wanted: string, taken: string[]): string {
  const names = new Set(taken)
  for (let n = 1; ; n++) {
    const name = n === 1 ? wanted : `${wanted} ${n}`
    if (!names.has(name.toLowerCase())) return name
  }
}

const toName = ({ name }: { name: string }): string => name.toLowerCase()
