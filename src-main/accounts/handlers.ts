import { localAccountId, type Account } from '#shared/api/accounts.ts'
import { AppError } from '#shared/api/errors.ts'
import { toTimestamp } from '#shared/api/fields.ts'
import type { Handlers } from '#shared/api/handler.ts'
import { cutPage } from '../storage/page.ts'
import type { Accounts } from './accounts.ts'
import { createAccountRemoval, type RemovalDeps } from './remove-account.ts'
import type { AccountRepository, AccountRow, Refusal } from './repository.ts'

type AccountOperation = 'listAccounts' | 'createAccount' | 'getAccount' | 'updateAccount' | 'deleteAccount'
type Deps = RemovalDeps & {
  accounts: Accounts
  repository: AccountRepository
  /** How many keys an account has. */
  keyCount: (accountId: string) => number
  now: () => number
}

/** All are kept in memory; more than tests and teams need. */
const maxAccounts = 10_000

export function createAccountHandlers(deps: Deps): Handlers<AccountOperation> {
  const { accounts, repository, keyCount, now } = deps
  const remove = createAccountRemoval(deps)

  function find(id: string): AccountRow {
    const row = accounts.find(id)
    if (!row) throw new AppError('not_found', `There is no account ${id}.`)
    return row
  }

  /** What the store has taken, made known to everybody. */
  function keep(
    outcome: AccountRow | Refusal,
    asked: { name?: string | undefined; plan?: string | undefined },
  ): Promise<Account> {
    if (typeof outcome === 'string') throw toError(outcome, asked, accounts)
    accounts.put(outcome)
    return show(outcome)
  }

  async function showAll(rows: AccountRow[]): Promise<Account[]> {
    const mailboxCounts = await repository.mailboxCounts(rows.map(({ id }) => id))
    return rows.map((row, index) => ({
      id: row.id,
      name: row.name,
      plan: row.plan,
      createdAt: toTimestamp(row.created_at),
      keyCount: keyCount(row.id),
      mailboxCount: mailboxCounts[index]!,
    }))
  }

  const show = async (row: AccountRow): Promise<Account> => (await showAll([row]))[0]!

  return {
    async listAccounts({ limit, cursor }) {
      const all = accounts.all().toSorted((one, other) => other.key - one.key)
      const from = cursor === undefined ? all : all.filter(({ key }) => key < Number(cursor))
      const { shown, last } = cutPage(from, limit)
      return { items: await showAll(shown), nextCursor: last ? String(last.key) : null, total: all.length }
    },
    async createAccount(asked) {
      if (accounts.all().length >= maxAccounts)
        throw new AppError(
          'conflict',
          `There are ${maxAccounts} accounts, which is the most. Delete some first.`,
        )
      return keep(await repository.insertAccount({ ...asked, now: now() }), asked)
    },
    getAccount: ({ id }) => show(find(id)),
    async updateAccount({ id, ...change }) {
      find(id)
      const outcome = await repository.changeAccount({ id, ...change })
      find(id) // deleted meanwhile: it must not come back
      return keep(outcome, change)
    },
    async deleteAccount({ id }) {
      if (id === localAccountId)
        throw new AppError('conflict', 'The local account cannot be deleted: every store has it.')
      await remove(find(id))
    },
  }
}

/** With the field that has to change. */
export function conflictAt(field: string, message: string): AppError {
  return new AppError('conflict', message, { details: [{ field, message }] })
}

function toError(
  refusal: Refusal,
  { name, plan }: { name?: string | undefined; plan?: string | undefined },
  { plans }: Accounts,
): AppError {
  if (refusal === 'unknown account') return new AppError('not_found', 'The account was deleted meanwhile.')
  if (refusal === 'name taken')
    return conflictAt('name', `There is an account named ${name} already. Choose another name.`)
  const known = plans
    .all()
    .map(({ id }) => id)
    .join(', ')
  const message = `there is no plan ${plan}; there are ${known}`
  return new AppError('bad_request', `plan: ${message}.`, { details: [{ field: 'plan', message }] })
}
