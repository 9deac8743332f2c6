import { AppError } from '#shared/api/errors.ts'
import type { Handlers } from '#shared/api/handler.ts'
import type { Plan } from '#shared/api/plans.ts'
import type { Accounts } from './accounts.ts'
import { conflictAt } from './handlers.ts'
import type { PlanRefusal } from './plan-sql.ts'
import type { AccountRepository } from './repository.ts'

type PlanOperation = 'listPlans' | 'createPlan' | 'updatePlan' | 'deletePlan'
type Deps = { accounts: Accounts; repository: AccountRepository }

/** All are kept in memory and listed on one page. */
const maxOwnPlans = 200

export function createPlanHandlers({ accounts: { plans }, repository }: Deps): Handlers<PlanOperation> {
  function keep(outcome: Plan | PlanRefusal, id: string): Plan {
    if (typeof outcome === 'string') throw toError(outcome, id)
    plans.put(outcome)
    return outcome
  }

  function checkOwn(id: string): void {
    const plan = plans.find(id)
    if (!plan) throw toError('unknown plan', id)
    if (plan.builtIn)
      throw new AppError('conflict', `The plan ${id} is built in. Add a plan of your own instead.`)
  }

  return {
    async listPlans() {
      const items = plans.all()
      return { items, nextCursor: null, total: items.length }
    },
    async createPlan({ id, ...limits }) {
      if (plans.all().filter(({ builtIn }) => !builtIn).length >= maxOwnPlans)
        throw new AppError(
          'conflict',
          `There are ${maxOwnPlans} plans, which is the most. Delete some first.`,
        )
      return keep(await repository.insertPlan({ id, limits }), id)
    },
    async updatePlan({ id, ...change }) {
      checkOwn(id)
      return keep(await repository.changePlan({ id, change }), id)
    },
    async deletePlan({ id }) {
      checkOwn(id)
      const refusal = await repository.deletePlan(id)
      if (refusal) throw toError(refusal, id)
      plans.remove(id)
    },
  }
}

function toError(refusal: PlanRefusal, id: string): AppError {
  if (refusal === 'unknown plan') return new AppError('not_found', `There is no plan ${id}.`)
  if (refusal === 'id taken') return conflictAt('id', `There is a plan ${id} already.`)
  if (refusal === 'in use')
    return new AppError('conflict', `An account is on the plan ${id}. Put it on another plan first.`)
  return new AppError('bad_request', 'burst: needs requestsPerMinute, which refills it.', {
    details: [{ field: 'burst', message: 'needs requestsPerMinute, which refills it' }],
  })
}
