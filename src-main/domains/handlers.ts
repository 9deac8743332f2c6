import { randomBytes } from 'node:crypto'
import { AppError } from '#shared/api/errors.ts'
import type { Caller, Handlers } from '#shared/api/handler.ts'
import { accountOf, checkDomain, localAccountId, ownsIt, scopeOf } from '#shared/api/scope.ts'
import { cutPage } from '../storage/page.ts'
import { checkDns } from './check-dns.ts'
import type { Dns } from './dns.ts'
import type { DomainRepository, DomainRow } from './repository.ts'
import { toDomain, withLabel } from './to-domain.ts'

type DomainOperation = 'listDomains' | 'createDomain' | 'getDomain' | 'verifyDomain' | 'deleteDomain'

type Deps = {
  repository: DomainRepository
  dns: Dns
  /** Whether a domain is everybody's, so that no key can have it for its account. */
  isShared: (name: string) => boolean
  now: () => number
}

/** Not to be guessed by who would put it into a foreign zone; short enough to read aloud. */
const proofBytes = 16
/** More than anybody tests with; a key could fill the store with claims. */
const maxPerAccount = 100

export function createDomainHandlers({ repository, dns, isShared, now }: Deps): Handlers<DomainOperation> {
  async function find(id: string, caller: Caller): Promise<DomainRow> {
    const scope = scopeOf(caller)
    const row = await repository.findDomain(id)
    if (!row || !ownsIt(scope, { accountId: row.account_id })) throw notFound(id)
    checkDomain(scope, row.name)
    return row
  }

  return {
    async listDomains({ cursor, limit, status }, { caller }) {
      const { items, total } = await repository.listDomains({
        ...scopeOf(caller),
        status: status ?? null,
        limit: limit + 1,
        before: cursor ? Number(cursor) : null,
      })
      const { shown, last } = cutPage(items, limit)
      return { items: shown.map(toDomain), nextCursor: last ? String(last.number) : null, total }
    },

    async createDomain({ name, accountId }, { caller }) {
      const scope = scopeOf(caller)
      checkDomain(scope, name)
      if (caller.kind !== 'owner' && isShared(name))
        throw new AppError('conflict', `${name} is everybody's. Add a domain of your own.`)
      const account = accountOf(scope, accountId) ?? localAccountId
      const txtValue = `mayfly-verify=${randomBytes(proofBytes).toString('hex')}`
      const row = await repository.insertDomain({
        accountId: account,
        name,
        txtValue,
        now: now(),
        most: maxPerAccount,
      })
      if (row === 'no such account') throw new AppError('not_found', `There is no account ${account}.`)
      if (row === 'too many')
        throw new AppError('conflict', `An account has at most ${maxPerAccount} domains. Delete one first.`)
      if (row === 'taken') {
        const message = `This account has ${name} already.`
        throw new AppError('conflict', message, { details: [{ field: 'name', message }] })
      }
      return toDomain(row)
    },

    getDomain: async ({ id }, { caller }) => toDomain(await find(id, caller)),

    async verifyDomain({ id, dns: asksDns, label }, { caller }) {
      const claimed = toDomain(await find(id, caller))
      const findings = asksDns ? await checkDns(dns, withLabel(claimed, label)) : null
      const row = await repository.verifyDomain({ id, now: now() })
      if (row === 'gone') throw notFound(id)
      if (row === 'taken') {
        throw new AppError(
          'conflict',
          `${claimed.name} is verified for another account. Delete it there first.`,
        )
      }
      return { ...toDomain(row), dns: findings }
    },

    async deleteDomain({ id }, { caller }) {
      await find(id, caller)
      if (!(await repository.deleteDomain(id))) throw notFound(id)
    },
  }
}

function notFound(id: string): AppError {
  return new AppError('not_found', `There is no domain ${id}.`)
}
