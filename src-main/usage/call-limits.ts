import type { CallingKey } from '#shared/api/handler.ts'
import { callsIn, refill, type Allowance } from './call-allowance.ts'
import { judgeCall, rateOf, type CallPlan, type Verdict } from './judge-call.ts'

type Deps = { planOf: (accountId: string) => CallPlan; now: () => number }

/** Of an account, the call that is judged included. */
type Calls = { today: number; thisMonth: () => number }

/** More keys than anybody has. The one that was made first goes; at worst its key has a full bucket once more. */
const maxBuckets = 100_000

/** A bucket per key, in memory: after a restart all are full. */
export function createCallLimits({ planOf, now }: Deps) {
  const buckets = new Map<string, Allowance>()

  function judge({ id, accountId }: CallingKey, calls: Calls): Verdict {
    const plan = planOf(accountId)
    const verdict = judgeCall({
      plan,
      bucket: buckets.get(id),
      callsToday: calls.today,
      callsThisMonth: plan.callsPerMonth === null ? 0 : calls.thisMonth(),
      now: now(),
    })
    if (verdict.bucket) buckets.set(id, verdict.bucket)
    else buckets.delete(id)
    if (buckets.size > maxBuckets) buckets.delete(buckets.keys().next().value!)
    return verdict
  }

  /** The fullest use that one of these keys of an account makes of its bucket; null when there are no buckets. */
  function busiest(accountId: string, keyIds: string[]): { limit: number; used: number } | null {
    const pace = rateOf(planOf(accountId))
    if (!pace) return null
    const used = keyIds.map(id => pace.capacity - callsIn(refill(buckets.get(id), pace, now())))
    return { limit: pace.capacity, used: Math.max(0, ...used) }
  }

  return { judge, busiest }
}
