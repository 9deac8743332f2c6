import type { CallingKey } from '#shared/api/handler.ts'
import { judgeCall, type CallPlan, type Verdict } from './judge-call.ts'
import type { Allowance } from './call-allowance.ts'

type Deps = { planOf: (accountId: string) => CallPlan; now: () => number }

/** More keys than anybody has. The one that was made first goes; at worst its key has a full bucket once more. */
const maxBuckets = 100_000

/** A bucket per key, in memory: after a restart all are full. */
export function createCallLimits({ planOf, now }: Deps) {
  const buckets = new Map<string, Allowance>()

  /** `callsToday` are the account's, this one included. */
  return ({ id, accountId }: CallingKey, callsToday: number): Verdict => {
    const verdict = judgeCall({ plan: planOf(accountId), bucket: buckets.get(id), callsToday, now: now() })
    if (verdict.bucket) buckets.set(id, verdict.bucket)
    else buckets.delete(id)
    if (buckets.size > maxBuckets) buckets.delete(buckets.keys().next().value!)
    return verdict
  }
}
