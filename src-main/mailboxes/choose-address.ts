import { AppError } from '#shared/api/errors.ts'
import type { Scope } from '#shared/api/scope.ts'
import { checkAddress, splitAddress, type MailboxAddress } from './address.ts'

type Asked = { address?: string | undefined; localPart?: string | undefined; domain?: string | undefined }

/** The address of a new mailbox: what was not asked for is chosen. Throws `bad_request` for what is none. */
export function chooseAddress(
  asked: Asked,
  scope: Scope,
  defaultDomain: string,
  randomLocalPart: () => string,
): MailboxAddress {
  const address = readAddress(asked) ?? {
    localPart: asked.localPart ?? randomLocalPart(),
    domain: (asked.domain ?? usualDomain(scope, defaultDomain)).toLowerCase(),
  }
  checkAddress(address)
  return address
}

/** Whether another name would do as well. */
export function isRandom({ address, localPart }: Asked): boolean {
  return address === undefined && localPart === undefined
}

function readAddress({ address, localPart, domain }: Asked): MailboxAddress | undefined {
  if (address === undefined) return undefined
  if (localPart !== undefined || domain !== undefined) {
    throw new AppError('bad_request', 'Give either address, or localPart and domain.', {
      details: [{ field: 'address' }],
    })
  }
  const parts = splitAddress(address)
  if (parts) return parts
  throw new AppError('bad_request', `"${address}" is not an address: name@domain.`, {
    details: [{ field: 'address' }],
  })
}

/** A key that may not use the default domain means its own first one. */
function usualDomain({ domains }: Scope, defaultDomain: string): string {
  if (domains === null || domains.includes(defaultDomain.toLowerCase())) return defaultDomain
  return domains[0] ?? defaultDomain
}
