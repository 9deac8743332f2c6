import { localAccountId } from '#shared/api/accounts.ts'
import type { Caller } from '#shared/api/handler.ts'
import { usageDays } from '#shared/api/usage.ts'
import type { EventBus } from '../events/bus.ts'
import { createAddressBuckets } from '../rates/address-buckets.ts'
import { createAuditLog } from './audit-log.ts'
import { createCallCounts, type Counted } from './call-counts.ts'
import { createCallLimits } from './call-limits.ts'
import { daysBefore } from './day-quota.ts'
import type { Verdict } from './judge-call.ts'
import { createLimitNews } from './limit-news.ts'
import { createAuditHandlers } from './read-audit.ts'
import { createUsageHandlers, type AccountFacts } from './read-usage.ts'
import type { UsageRepository } from './repository.ts'
import { createUsageWriter } from './writer.ts'

/**
 * Calls of nobody that the audit keeps: a thousand at once, so that a scan shows, then one every ten seconds. In the 30
 * days of the audit that is a quarter of it, so nobody can wash away what it has of others.
 */
const nobodysPace = { size: 1_000, refillMs: 10_000 }

type Deps = {
  repository: UsageRepository
  accounts: AccountFacts
  events: EventBus
  now: () => number
  onError: (error: unknown) => void
}

/** A call that has ended, whatever carried it. */
export type EndedCall = {
  caller: Caller
  /** When it began, unix milliseconds. */
  at: number
  method: string
  /** The pattern, without ids. */
  route: string
  status: number
  ms: number
  remoteAddress: string
}

/** Counts calls and mail, limits keys to their plan, keeps a log of all calls. */
export async function createUsage({ repository, accounts, events, now, onError }: Deps) {
  const { planOf } = accounts
  // More than the month: a clock that was set back finds its day again.
  const counts = createCallCounts(await repository.callsSince(daysBefore(usageDays, now())))
  const onLoss = () =>
    onError(new Error('The oldest entries of the audit were lost: nothing can be written.'))
  const audit = createAuditLog({ onLoss })
  const writer = createUsageWriter({ repository, counts, audit, now, onError })
  const ofNobody = createAddressBuckets({ pace: nobodysPace, now, maxAddresses: 1 })
  const limits = createCallLimits({ planOf, now })
  const news = createLimitNews({ planOf, events })
  const callsToday = (accountId: string) => counts.callsOn(accountId, now())
  const busiestKey = (accountId: string) => limits.busiest(accountId, accounts.keysOf(accountId))
  const countsOf = (asked: { accountId: string; since: string }) =>
    writer.whileNothingIsWritten(async () => {
      const stored = await repository.countsOf(asked)
      const waiting = counts.waiting(asked.accountId)
      return { calls: [...stored.calls, ...waiting.calls], mail: [...stored.mail, ...waiting.mail] }
    })
  let unsubscribe = (): void => {}

  return {
    handlers: {
      ...createUsageHandlers({ ...accounts, busiestKey, callsToday, countsOf, now }),
      ...createAuditHandlers({ repository, flush: writer.flush, keyName: accounts.keyName }),
    },
    /** Calls of the account's keys since 00:00 UTC, refused ones too. */
    callsToday,
    /** Counts a call that begins. A key's is judged; null is for whom nothing is limited. */
    admit(caller: Caller, route: string): Verdict | null {
      if (caller.kind === 'nobody') return null
      const calls = counts.call(whose(caller), route, now())
      if (caller.kind === 'owner') return null
      news.add(caller.key.accountId)
      const { accountId } = caller.key
      return limits.judge(caller.key, {
        today: calls,
        thisMonth: () => counts.callsInMonth(accountId, now()),
      })
    },
    /** Notes a call that has ended; of nobody's, some. */
    record({ caller, at, method, route, status, ms, remoteAddress }: EndedCall): void {
      if (caller.kind === 'nobody' && ofNobody.take('') > 0) return
      const ids = whose(caller)
      audit.add([at, ids.accountId, ids.keyId, method, route, status, ms, remoteAddress])
      if (status >= 400 && caller.kind !== 'nobody') counts.error(ids, `${method} ${route}`, at)
    },
    start(): void {
      writer.start()
      news.start()
      unsubscribe = events.subscribe(change => {
        if (change.type !== 'message.received') return
        for (const { accountId, sizeBytes } of change.deliveries) counts.mail(accountId, sizeBytes, now())
      })
    },
    async stop(): Promise<void> {
      unsubscribe()
      news.stop()
      await writer.stop()
    },
  }
}

/** The owner's calls are the local account's; nobody's are no account's. */
function whose(caller: Caller): Counted {
  if (caller.kind === 'key') return { accountId: caller.key.accountId, keyId: caller.key.id }
  return { accountId: caller.kind === 'owner' ? localAccountId : '', keyId: '' }
}
