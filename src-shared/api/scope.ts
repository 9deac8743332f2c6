import { AppError } from './errors.ts'
import type { Caller } from './handler.ts'

export { localAccountId } from './accounts.ts'

/** What of the store a caller may see: one account, and in it the mailboxes at some domains. Null is no limit. */
export type Scope = { accountId: string | null; domains: readonly string[] | null }

/** Who or what owns a thing. */
type Owned = { accountId: string; domain?: string }

export const wholeStore: Scope = Object.freeze({ accountId: null, domains: null })

/** The part of the store that a caller may see. Throws `unauthorized` for nobody. */
export function scopeOf(caller: Caller): Scope {
  if (caller.kind === 'owner') return wholeStore
  if (caller.kind === 'nobody') throw new AppError('unauthorized', 'This call needs the owner, or a key.')
  const { accountId, mailboxDomains } = caller.key
  return { accountId, domains: mailboxDomains.includes('*') ? null : mailboxDomains }
}

/** What an account does not own is not there for it, so that nobody learns of others' things. */
export function ownsIt({ accountId }: Scope, thing: Owned): boolean {
  return accountId === null || thing.accountId === accountId
}

/**
 * The account that a call means: a key's own, or the one that the owner names; undefined when the owner names none. Throws
 * `forbidden` when a key names another.
 */
export function accountOf({ accountId: own }: Scope, asked: string | undefined): string | undefined {
  if (own === null || asked === undefined || asked === own) return own ?? asked
  throw new AppError('forbidden', 'Only the owner may name another account.', {
    details: [{ field: 'accountId' }],
  })
}

/** Throws `forbidden` when a key may not use the domain. */
export function checkDomain({ domains }: Scope, domain: string): void {
  if (domains === null || domains.includes(domain.toLowerCase())) return
  throw new AppError(
    'forbidden',
    `This key may not use mailboxes at ${domain}; it may at ${domains.join(', ')}.`,
  )
}
