import type { Ability, Capabilities } from '#shared/api/remote-capabilities.ts'
import { ProviderError } from './provider-error.ts'
import type { Provider } from './provider.ts'

type Work = Omit<Provider, 'service' | 'capabilities' | 'check'>

/** Functions that have an ability of another name. */
const abilityOf: Record<keyof Work, Ability> = {
  listMailboxes: 'listMailboxes',
  listArchivedMailboxes: 'listArchivedMailboxes',
  createMailbox: 'createMailbox',
  deleteMailbox: 'deleteMailbox',
  archiveMailbox: 'archiveMailbox',
  reactivateMailbox: 'reactivateMailbox',
  listMessages: 'listMessages',
  fetchMessage: 'fetchMessage',
  deleteMessage: 'deleteMessage',
  search: 'search',
  listKeys: 'listKeys',
  createKey: 'createKey',
  deleteKey: 'deleteKey',
  buyKey: 'buyKey',
  keyPurchase: 'buyKey',
  listDomains: 'listDomains',
  createDomain: 'createDomain',
  verifyDomain: 'verifyDomain',
  deleteDomain: 'deleteDomain',
  liveEvents: 'liveEvents',
}

/** A provider of what it can do; all else is refused, as its capabilities say. */
export function completeProvider(
  own: Pick<Provider, 'service' | 'capabilities' | 'check'> & Partial<Work>,
): Provider {
  const { abilities } = own.capabilities satisfies Capabilities
  const names = Object.keys(abilityOf) as (keyof Work)[]
  const work = names.map(name => {
    const known = abilities[abilityOf[name]] === 'yes' ? own[name] : undefined
    return [name, known ?? (() => Promise.reject(refusal(own.service, abilityOf[name])))]
  })
  return { ...own, ...(Object.fromEntries(work) as Work) }
}

function refusal(service: string, ability: Ability): ProviderError {
  return new ProviderError('unsupported', `A remote account of ${service} cannot do this: ${ability}.`)
}
