import type { Plan } from '#shared/api/plans.ts'
import { builtInPlans, unlimitedPlan } from './plans.ts'
import type { AccountRepository } from './repository.ts'

export type Accounts = Awaited<ReturnType<typeof createAccounts>>

/** The accounts and their plans, kept in memory because every call with a key asks for them. */
export async function createAccounts(repository: AccountRepository) {
  const plans = new Map(builtInPlans.map(plan => [plan.id, plan]))
  const planByAccount = new Map((await repository.allAccounts()).map(({ id, plan }) => [id, plan]))

  return {
    planOf: (accountId: string): Plan => plans.get(planByAccount.get(accountId) ?? '') ?? unlimitedPlan,
  }
}
