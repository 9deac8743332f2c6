import { AppError } from '#shared/api/errors.ts'
import type { Caller, Handlers } from '#shared/api/handler.ts'
import { checkDomain, ownsIt, scopeOf, type Scope } from '#shared/api/scope.ts'
import { cutPage } from '../storage/page.ts'
import { createFindClient } from './client-handlers.ts'
import type { IdentityRow } from './identity-sql.ts'
import type { IdentityRepository } from './repository.ts'
import { toIdentity } from './to-identity.ts'

type IdentityOperation =
  'listIdentities' | 'createIdentity' | 'getIdentity' | 'updateIdentity' | 'deleteIdentity'

/** A mailbox, as far as an identity needs it. */
type Mailbox = { key: number; account_id: string; local_part: string }

type Deps = {
  repository: IdentityRepository
  /** The mailbox that a caller names; rejects when it is not for the caller to see. */
  findMailbox: (scope: Scope, idOrAddress: string) => Promise<Mailbox>
  now: () => number
}

/** As many as a person still finds their way in, on one sign-in page. */
const maxPerClient = 100

export function createIdentityHandlers({ repository, findMailbox, now }: Deps): Handlers<IdentityOperation> {
  const findClient = createFindClient(repository)

  async function find(id: string, caller: Caller): Promise<IdentityRow> {
    const scope = scopeOf(caller)
    const row = await repository.findIdentity(id)
    if (!row || !ownsIt(scope, { accountId: row.account_id })) throw notFound(id)
    checkDomain(scope, row.domain)
    return row
  }

  return {
    async listIdentities({ cursor, limit, clientId, mailboxAddress }, { caller }) {
      const { items, total } = await repository.listIdentities({
        ...scopeOf(caller),
        clientId: clientId ?? null,
        mailboxAddress: mailboxAddress ?? null,
        limit: limit + 1,
        before: cursor ? Number(cursor) : null,
      })
      const { shown, last } = cutPage(items, limit)
      return { items: shown.map(toIdentity), nextCursor: last ? String(last.number) : null, total }
    },

    async createIdentity({ clientId, mailboxAddress, ...described }, { caller }) {
      const client = await findClient(clientId, caller)
      // The owner, too, can give an app the mailboxes of its own account only.
      const scope = { ...scopeOf(caller), accountId: client.account_id }
      const mailbox = await findMailbox(scope, mailboxAddress)
      const username = described.username ?? mailbox.local_part
      const row = await repository.insertIdentity({
        avatarUrl: described.avatarUrl ?? null,
        isActive: described.isActive ?? true,
        emailVerified: described.emailVerified ?? true,
        claims: described.claims ?? {},
        username,
        name: described.name ?? username,
        accountId: client.account_id,
        clientId,
        mailboxKey: mailbox.key,
        now: now(),
        most: maxPerClient,
      })
      if (row === 'gone') throw new AppError('not_found', 'The client or the mailbox was just deleted.')
      if (row === 'too many')
        throw new AppError('conflict', `A client has at most ${maxPerClient} identities. Delete one first.`)
      return toIdentity(row)
    },

    getIdentity: async ({ id }, { caller }) => toIdentity(await find(id, caller)),

    async updateIdentity({ id, ...change }, { caller }) {
      await find(id, caller)
      const row = await repository.changeIdentity({ id, change })
      if (!row) throw notFound(id)
      return toIdentity(row)
    },

    async deleteIdentity({ id }, { caller }) {
      await find(id, caller)
      if (!(await repository.deleteIdentity(id))) throw notFound(id)
    },
  }
}

function notFound(id: string): AppError {
  return new AppError('not_found', `There is no identity ${id}.`)
}
