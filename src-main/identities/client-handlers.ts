import { AppError } from '#shared/api/errors.ts'
import type { Caller, Handlers } from '#shared/api/handler.ts'
import type { ProviderType } from '#shared/api/identities.ts'
import { accountOf, checkDomain, localAccountId, ownsIt, scopeOf } from '#shared/api/scope.ts'
import { cutPage } from '../storage/page.ts'
import { createClientSecret, hashOf } from './client-secret.ts'
import type { ClientRow } from './client-sql.ts'
import type { IdentityRepository } from './repository.ts'
import { toClient } from './to-identity.ts'

type ClientOperation =
  | 'listIdentityClients'
  | 'createIdentityClient'
  | 'getIdentityClient'
  | 'rotateIdentityClientSecret'
  | 'deleteIdentityClient'

type Deps = { repository: IdentityRepository; now: () => number }

/** More apps than anybody tests with; a key could fill the store with them. */
const maxPerAccount = 100

/** As people know them. */
const labels: Record<ProviderType, string> = {
  google: 'Google',
  github: 'GitHub',
  apple: 'Apple',
  facebook: 'Facebook',
  custom: 'Mayfly',
}

/** The operations on apps. A key sees those of its account; what a change would take away must be at its domains. */
export function createClientHandlers({ repository, now }: Deps): Handlers<ClientOperation> {
  const find = createFindClient(repository)

  async function findToChange(clientId: string, caller: Caller): Promise<ClientRow> {
    const row = await find(clientId, caller)
    for (const { domain } of await repository.domainsOfClient(row.id)) checkDomain(scopeOf(caller), domain)
    return row
  }

  return {
    async listIdentityClients({ cursor, limit }, { caller }) {
      const { items, total } = await repository.listClients({
        accountId: scopeOf(caller).accountId,
        limit: limit + 1,
        before: cursor ? Number(cursor) : null,
      })
      const { shown, last } = cutPage(items, limit)
      return { items: shown.map(toClient), nextCursor: last ? String(last.number) : null, total }
    },

    async createIdentityClient({ accountId, providerLabel, ...asked }, { caller }) {
      const account = accountOf(scopeOf(caller), accountId) ?? localAccountId
      const clientSecret = createClientSecret()
      const row = await repository.insertClient({
        ...asked,
        accountId: account,
        providerLabel: providerLabel ?? labels[asked.providerType],
        secretHash: hashOf(clientSecret),
        now: now(),
        most: maxPerAccount,
      })
      if (row === 'no such account') throw new AppError('not_found', `There is no account ${account}.`)
      if (row === 'too many')
        throw new AppError('conflict', `An account has at most ${maxPerAccount} clients. Delete one first.`)
      return { ...toClient(row), clientSecret }
    },

    getIdentityClient: async ({ clientId }, { caller }) => toClient(await find(clientId, caller)),

    async rotateIdentityClientSecret({ clientId }, { caller }) {
      await findToChange(clientId, caller)
      const clientSecret = createClientSecret()
      const row = await repository.replaceClientSecret({ id: clientId, secretHash: hashOf(clientSecret) })
      if (!row) throw clientNotFound(clientId)
      return { ...toClient(row), clientSecret }
    },

    async deleteIdentityClient({ clientId }, { caller }) {
      await findToChange(clientId, caller)
      if (!(await repository.deleteClient(clientId))) throw clientNotFound(clientId)
    },
  }
}

/** Finds the app that a caller names. One of another account is `not_found`. */
export function createFindClient({ findClient }: Pick<IdentityRepository, 'findClient'>) {
  return async (clientId: string, caller: Caller): Promise<ClientRow> => {
    const row = await findClient(clientId)
    if (!row || !ownsIt(scopeOf(caller), { accountId: row.account_id })) throw clientNotFound(clientId)
    return row
  }
}

function clientNotFound(clientId: string): AppError {
  return new AppError('not_found', `There is no client ${clientId}.`)
}
