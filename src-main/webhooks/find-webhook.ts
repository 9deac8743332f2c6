import { AppError } from '#shared/api/errors.ts'
import type { Caller } from '#shared/api/handler.ts'
import { ownsIt, scopeOf, type Scope } from '#shared/api/scope.ts'
import type { WebhookRepository, WebhookRow } from './repository.ts'

export type FindWebhook = (caller: Caller, id: string) => Promise<WebhookRow>

/** Finds the webhook that a caller names. What the caller may not see is `not_found`. */
export function createFindWebhook({ findWebhook }: Pick<WebhookRepository, 'findWebhook'>): FindWebhook {
  return async (caller, id) => {
    const row = await findWebhook(id)
    if (!row || !sees(scopeOf(caller), row)) throw webhookNotFound(id)
    return row
  }
}

export function webhookNotFound(id: string): AppError {
  return new AppError('not_found', `There is no webhook ${id}.`)
}

/** A key with some domains sees the webhooks that hear of these only: any other tells more than the key may know. */
function sees(scope: Scope, row: WebhookRow): boolean {
  if (!ownsIt(scope, { accountId: row.account_id })) return false
  const heard = row.domains === null ? null : (JSON.parse(row.domains) as string[])
  const { domains } = scope
  return domains === null || (heard !== null && heard.every(domain => domains.includes(domain)))
}
