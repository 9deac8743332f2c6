import type { Plan } from '#shared/api/plans.ts'
import { builtInPlans, unlimitedPlan } from './plans.ts'
import { nameKey, type AccountRepository, type AccountRow } from './repository.ts'

export type Accounts = Awaited<ReturnType<typeof createAccounts>>

/** The accounts and their plans, kept in memory because every call with a key asks for them. */
export async function createAccounts(repository: Pick<AccountRepository, 'allAccounts' | 'ownPlans'>) {
  const ownPlans = await repository.ownPlans()
  const plans = new Map([...builtInPlans, ...ownPlans].map(plan => [plan.id, plan]))
  const accounts = new Map((await repository.allAccounts()).map(row => [row.id, row]))

  return {
    /** The plan in force. */
    planOf: (accountId: string): Plan => plans.get(accounts.get(accountId)?.plan ?? '') ?? unlimitedPlan,
    /** Undefined for an account that is unknown or being deleted. */
    find: (accountId: string): AccountRow | undefined => accounts.get(accountId),
    accountExists: (accountId: string): boolean => accounts.has(accountId),
    /** Names compare without case. */
    findByName(name: string): AccountRow | undefined {
      const wanted = nameKey(name)
      return [...accounts.values()].find(row => nameKey(row.name) === wanted)
    },
    all: (): AccountRow[] => [...accounts.values()],
    put: (row: AccountRow): void => void accounts.set(row.id, row),
    remove: (accountId: string): void => void accounts.delete(accountId),
    plans: {
      all: (): Plan[] => [...plans.values()],
      find: (id: string): Plan | undefined => plans.get(id),
      put: (plan: Plan): void => void plans.set(plan.id, plan),
      remove: (id: string): void => void plans.delete(id),
    },
  }
}
