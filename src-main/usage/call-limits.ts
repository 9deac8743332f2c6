import type { CallingKey } from '#shared/api/handler.ts'
import { judgeCall, type CallPlan, type Verdict } from './judge-call.ts'
import type { Allowance } from './call-allowance.ts'

type Deps = { planOf: (accountId: string) => CallPlan; now: () => number }

/** Of an account, the call that is judged included. */
type Calls = { today: number; thisMonth: () => number }

/** More keys than anybody has. The one that was made first goes; at worst its key has a full bucket once more. */
const maxBuckets = 100_000

/** A bucket per key, in memory: after a restart all are full. */
export function createCallLimits({ planOf, now }: Deps) {
  const buckets = new Map<string, Allowance>()

  return ({ id, accountId }: CallingKey, calls: Calls): Verdict => {
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
}
