import { AppError } from '#shared/api/errors.ts'
import type { Handlers } from '#shared/api/handler.ts'
import { checkDomain, ownsIt, scopeOf, type Scope } from '#shared/api/scope.ts'
import { cutPage } from '../storage/page.ts'
import { createChangeHandlers, type ChangeDeps } from './change-handlers.ts'
import { createCreateHandler, type CreateDeps } from './create-handler.ts'
import type { RemoveMailboxes } from './remove-mailboxes.ts'
import type { MailboxRow } from './repository.ts'
import { placeOf, toMailbox } from './to-mailbox.ts'

type MailboxOperation =
  | 'listMailboxes'
  | 'createMailbox'
  | 'getMailbox'
  | 'updateMailbox'
  | 'archiveMailbox'
  | 'restoreMailbox'
  | 'deleteMailbox'
  | 'deleteMailboxes'

type Deps = CreateDeps &
  ChangeDeps & {
    removeMailboxes: RemoveMailboxes
    /** What is cached of a remote account, for whoever may ask for it. */
    scopeOfRemote: (scope: Scope, remote: string) => Scope
  }

export function createMailboxHandlers(deps: Deps): Handlers<MailboxOperation> {
  const { repository, findVisible } = deps
  const remove = (rows: MailboxRow[]) =>
    deps.removeMailboxes(rows.map(row => ({ key: row.key, ...placeOf(row) })))

  /** Undefined when one of them is not there for the caller. */
  async function findAll(scope: Scope, ids: string[]): Promise<MailboxRow[] | undefined> {
    const rows = await repository.findMailboxes(ids)
    const owned = rows.filter(({ account_id }) => ownsIt(scope, { accountId: account_id }))
    if (owned.length < new Set(ids).size) return undefined
    for (const { domain } of owned) checkDomain(scope, domain)
    return owned
  }

  return {
    async listMailboxes({ cursor, remote, ...filters }, { caller }) {
      const scope = scopeOf(caller)
      const { items, total } = await repository.listMailboxes({
        ...filters,
        scope: remote === undefined ? scope : deps.scopeOfRemote(scope, remote),
        limit: filters.limit + 1,
        before: cursor ? Number(cursor) : null,
      })
      const { shown, last } = cutPage(items, filters.limit)
      return { items: shown.map(toMailbox), nextCursor: last ? String(last.key) : null, total }
    },

    ...createCreateHandler(deps),
    ...createChangeHandlers(deps),

    getMailbox: async ({ idOrAddress }, { caller }) =>
      toMailbox(await findVisible(scopeOf(caller), idOrAddress)),

    async deleteMailbox({ idOrAddress }, { caller }) {
      const removed = await remove([await findVisible(scopeOf(caller), idOrAddress)])
      if (removed === 0) throw new AppError('not_found', `There is no mailbox ${idOrAddress}.`)
    },

    async deleteMailboxes({ ids }, { caller }) {
      const rows = await findAll(scopeOf(caller), ids)
      if (!rows) throw new AppError('not_found', 'One of the ids is unknown; nothing was deleted.')
      await remove(rows)
    },
  }
}
