import { AppError } from '#shared/api/errors.ts'
import { checkDomain, ownsIt, type Scope } from '#shared/api/scope.ts'
import type { MailboxRepository, MailboxRow } from './repository.ts'

export type FindVisible = (scope: Scope, idOrAddress: string) => Promise<MailboxRow>

/** Finds the mailbox that a caller names: `not_found` when it is another account's, `forbidden` by its domain. */
export function createFindVisible({ findMailbox }: Pick<MailboxRepository, 'findMailbox'>): FindVisible {
  return async (scope, idOrAddress) => {
    const row = await findMailbox(idOrAddress)
    if (!row || !ownsIt(scope, { accountId: row.account_id }))
      throw new AppError('not_found', `There is no mailbox ${idOrAddress}.`)
    checkDomain(scope, row.domain)
    return row
  }
}

/**
 * The mailbox that a caller looks out for: one that is named by its address need not be there yet, and another account's
 * looks just like that. Rejects with `forbidden` when the key may not use the domain.
 */
export function createFindExpected({ findMailbox }: Pick<MailboxRepository, 'findMailbox'>) {
  return async (scope: Scope, idOrAddress: string): Promise<MailboxRow | undefined> => {
    const at = idOrAddress.lastIndexOf('@')
    if (at >= 0) checkDomain(scope, idOrAddress.slice(at + 1))
    const row = await findMailbox(idOrAddress)
    if (!row || !ownsIt(scope, { accountId: row.account_id })) return undefined
    checkDomain(scope, row.domain)
    return row
  }
}
