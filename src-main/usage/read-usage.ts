import { localAccountId } from '#shared/api/accounts.ts'
import { AppError } from '#shared/api/errors.ts'
import { toTimestamp } from '#shared/api/fields.ts'
import type { Handlers } from '#shared/api/handler.ts'
import type { Plan } from '#shared/api/plans.ts'
import { scopeOf } from '#shared/api/scope.ts'
import type { Quota } from '#shared/api/usage.ts'
import { daysBefore, nextDayAt } from './day-quota.ts'
import type { Counts } from './call-counts.ts'
import { toDays } from './to-days.ts'

/** What usage is told of accounts and what they have. */
export type AccountFacts = {
  planOf: (accountId: string) => Plan
  accountExists: (accountId: string) => boolean
  /** Mailboxes that count towards the quotas. */
  quotaUse: (asked: { accountId: string; now: number }) => Promise<{ active: number; archived: number }>
  keysOf: (accountId: string) => string[]
  /** Undefined for a key that was deleted. */
  keyName: (keyId: string) => string | undefined
}

type Deps = AccountFacts & {
  /** Of the account's keys, the one that can call least at once; null when its plan does not limit that. */
  busiestKey: (accountId: string) => { limit: number; used: number } | null
  /** What the account's keys have called today. */
  callsToday: (accountId: string) => number
  /** Stored and waiting together. */
  countsOf: (asked: { accountId: string; since: string }) => Promise<Counts>
  now: () => number
}

export function createUsageHandlers(deps: Deps): Handlers<'getUsage'> {
  const { planOf, accountExists, quotaUse, keyName, busiestKey, callsToday, countsOf, now } = deps

  async function today(accountId: string) {
    const at = now()
    const plan = planOf(accountId)
    const minute = busiestKey(accountId)
    const mailboxes = await quotaUse({ accountId, now: at })
    return {
      callsPerMinute: minute && quota(minute.limit, minute.used),
      callsPerDay: {
        ...quota(plan.callsPerDay, callsToday(accountId)),
        resetsAt: toTimestamp(nextDayAt(at)),
      },
      activeMailboxes: quota(plan.activeMailboxes, mailboxes.active),
      archivedMailboxes: quota(plan.archivedMailboxes, mailboxes.archived),
    }
  }

  return {
    async getUsage({ account, days }, { caller }) {
      const own = scopeOf(caller).accountId
      const accountId = account ?? own ?? localAccountId
      if (!accountExists(accountId) || (own !== null && own !== accountId))
        throw new AppError('not_found', `There is no account ${accountId}.`)
      const dates = Array.from({ length: days }, (_, back) => daysBefore(back, now()))
      const counts = await countsOf({ accountId, since: dates.at(-1)! })
      return {
        accountId,
        plan: planOf(accountId).id,
        today: await today(accountId),
        days: toDays(dates, counts, keyName),
      }
    },
  }
}

function quota(limit: number | null, used: number): Quota {
  return { limit, used, remaining: limit === null ? null : Math.max(0, limit - used) }
}
