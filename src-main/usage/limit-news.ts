import type { EventBus } from '../events/bus.ts'
import type { CallPlan } from './judge-call.ts'

type Deps = { planOf: (accountId: string) => CallPlan; events: EventBus }

/** An account's numbers change with every call; who looks at them hears of it this often. */
const everyMs = 1_000

/** Announces whose limits have changed, each account once a second at most, and none that has no limits. */
export function createLimitNews({ planOf, events }: Deps) {
  const changed = new Set<string>()
  let timer: NodeJS.Timeout | undefined

  function announce(): void {
    for (const accountId of changed) {
      const { requestsPerMinute, callsPerDay, callsPerMonth } = planOf(accountId)
      const limited = [requestsPerMinute, callsPerDay, callsPerMonth].some(size => size !== null)
      if (limited) events.announce({ type: 'limits.changed', accountId })
    }
    changed.clear()
  }

  return {
    add: (accountId: string): void => void changed.add(accountId),
    start: (): void => void (timer = setInterval(announce, everyMs)),
    stop: (): void => clearInterval(timer),
  }
}
