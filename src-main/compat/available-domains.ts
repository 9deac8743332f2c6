import type { FastifyRequest } from 'fastify'
import type { HostedService } from '#shared/api/compat.ts'
import type { ServiceDeps } from './service.ts'
import { sharedDomains } from './shared-domains.ts'

export type Domains = {
  /** The service's own, where everybody's mailboxes are. */
  own: string
  /** The shared domain of this installation. */
  shared: string
  /** Of the account. */
  verified: readonly string[]
  /** Where the key may have mailboxes; `*` is everywhere. */
  ofKey: readonly string[]
}

/** The domains among which a key may choose for a mailbox; the service's own comes first. */
export function availableDomains({ own, shared, verified, ofKey }: Domains): string[] {
  const all = new Set([own, shared.toLowerCase(), ...verified])
  return [...all].filter(name => ofKey.includes('*') || ofKey.includes(name))
}

/** What there is for the key that calls. */
export async function readDomains(
  { call, settings }: Pick<ServiceDeps, 'call' | 'settings'>,
  request: FastifyRequest,
  service: HostedService,
): Promise<Domains> {
  // More than an account may have.
  const { items } = await call(request, 'listDomains', { status: 'verified', limit: 200 })
  return {
    own: sharedDomains[service],
    shared: settings().defaultDomain,
    verified: items.map(({ name }) => name),
    ofKey: request.caller.kind === 'key' ? request.caller.key.mailboxDomains : [],
  }
}
