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
