import { toTimestamp } from '#shared/api/fields.ts'
import type { Remote, RemoteQuota, RemoteState, RemoteStatus } from '#shared/api/remote-shapes.ts'
import type { Quota } from '../providers/provider.ts'
import { needsKey } from './open-session.ts'
import { holds } from './polling/backoff.ts'
import { callsToday, dayBudget } from './polling/ledger.ts'
import { keptOf } from './polling/pace.ts'
import type { RemoteCounts } from './repository.ts'
import { limitsOf, type Session } from './session.ts'

type Moment = { now: number; nextCallAt: number | undefined }

/** A remote as the API shows it. */
export function toRemote(
  session: Session,
  counts: Omit<RemoteCounts, 'id'> | undefined,
  moment: Moment,
): Remote {
  const { row, key, provider } = session
  return {
    id: row.id,
    service: row.service,
    generation: row.generation,
    name: row.name,
    baseUrl: row.base_url,
    ownNetwork: row.own_network === 1,
    key: key && { ...key, lastCharacters: row.key_end ?? '' },
    keyNeeded: needsKey(row.service),
    paused: row.paused === 1,
    retention: { maxMessages: row.max_messages, maxAgeDays: row.max_age_days },
    createdAt: toTimestamp(row.created_at),
    capabilities: provider.capabilities,
    state: toState(session, moment),
    mailboxCount: counts?.mailboxes ?? 0,
    messageCount: counts?.messages ?? 0,
    unreadCount: counts?.unread ?? 0,
  }
}

function toState(session: Session, { now, nextCallAt }: Moment): RemoteState {
  const { ledger, lastSuccessAt } = session.progress
  const limits = limitsOf(session)
  const budget = dayBudget(ledger, limits, now)
  return {
    status: statusOf(session, now),
    calling: session.calling > 0,
    live: session.live,
    failure: session.failure && { ...session.failure, at: toTimestamp(session.failure.at) },
    lastSuccessAt: orNull(lastSuccessAt),
    nextCallAt: nextCallAt === undefined ? null : toTimestamp(Math.max(now, nextCallAt)),
    quota: quotaOf(session, now),
    calls: {
      today: callsToday(ledger, limits, now),
      perDay: budget?.limit ?? null,
      kept: budget ? keptOf(budget.limit, 'background') : 0,
    },
    waitingToBeFetched: session.backlog,
  }
}

function statusOf({ row, hasKey, progress, failure }: Session, now: number): RemoteStatus {
  if (row.detached === 1) return 'detached'
  if (row.paused === 1) return 'paused'
  if (!hasKey) return 'keyMissing'
  if (failure) return failure.kind === 'unreachable' ? 'offline' : 'waiting'
  if (holds(progress.trouble, now)) return 'waiting'
  return progress.lastSuccessAt === null ? 'new' : 'ok'
}

/** As told, or as counted here where the service tells nothing. */
function quotaOf({ progress, provider }: Session, now: number): RemoteQuota | null {
  const { ledger } = progress
  if (ledger.told?.unlimited) return { limit: null, remaining: null, resetsAt: null, unlimited: true }
  const budget = dayBudget(ledger, provider.capabilities.limits, now)
  if (!budget) return null
  const { limit, remaining, resetsAt } = budget
  return { limit, remaining, resetsAt: toTimestamp(resetsAt), unlimited: false }
}

export const toQuota = (quota: Quota | null): RemoteQuota | null =>
  quota && { ...quota, resetsAt: orNull(quota.resetsAt) }

export const orNull = (at: number | null): string | null => (at === null ? null : toTimestamp(at))
