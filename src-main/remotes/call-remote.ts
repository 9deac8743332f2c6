import type { RemoteFailure } from '#shared/api/remote-shapes.ts'
import { ProviderError, type ProviderFailure } from '../providers/provider-error.ts'
import type { Answer, Provider } from '../providers/provider.ts'
import { afterFailure } from './polling/backoff.ts'
import { dayBudget, noteCalls } from './polling/ledger.ts'
import { limitsOf, type Session } from './session.ts'

type Deps = {
  now: () => number
  /** From 0 to 1. */
  random: () => number
  /** Something of its state is other than before. */
  onChange: (session: Session) => void
}

export type CallRemote = ReturnType<typeof createCallRemote>

/** Providers bound each exchange; this bounds what several of them add up to, where nothing else is said. */
const usualTimeoutMs = 60_000

type Bounds = {
  caller?: AbortSignal
  timeoutMs?: number
  /** What fails says something about the account, whatever the failure. */
  isOfAccount?: boolean
}

/** About one thing that was asked for, and not about the account: no reason to ask less often. */
const ownAffair = new Set<ProviderFailure>(['notFound', 'conflict', 'invalid', 'tooLarge', 'unsupported'])

/** Calls a remote, counts what it cost, notes what is left, and remembers what went wrong. */
export function createCallRemote({ now, random, onChange }: Deps) {
  return async <Value>(
    session: Session,
    work: (provider: Provider, signal: AbortSignal) => Answer<Value>,
    { caller, timeoutMs = usualTimeoutMs, isOfAccount = false }: Bounds = {},
  ): Promise<Value> => {
    if (!session.hasKey) throw new ProviderError('wrongKey', `${session.row.name} needs a key. Give it one.`)
    const timeout = AbortSignal.timeout(timeoutMs)
    const ends = [session.life.signal, timeout, ...(caller ? [caller] : [])]
    session.calling += 1
    onChange(session)
    try {
      const { value, quota, calls } = await work(session.provider, AbortSignal.any(ends))
      note(session, calls, quota)
      session.failure = null
      session.progress = { ...session.progress, trouble: null, lastSuccessAt: now() }
      return value
    } catch (cause) {
      const error = toFailure(cause, timeout.aborted ? timeoutMs : undefined)
      if (error) fail(session, error, isOfAccount)
      throw error ?? cause
    } finally {
      session.calling -= 1
      onChange(session)
    }
  }

  function note(session: Session, calls: number, quota: ProviderError['quota']): void {
    session.made += calls
    const ledger = noteCalls(session.progress.ledger, calls, quota, now())
    session.progress = { ...session.progress, ledger }
  }

  function fail(session: Session, error: ProviderError, isOfAccount: boolean): void {
    // It may have been a call all the same: rather one too many is counted than one too few.
    note(session, Math.max(1, error.calls), error.quota)
    if (ownAffair.has(error.kind) && !isOfAccount) return
    const budget = dayBudget(session.progress.ledger, limitsOf(session), now())
    const { kind, retryAfterMs } = error
    const failed = { kind, retryAfterMs, resetsAt: budget?.resetsAt ?? null }
    const trouble = afterFailure(session.progress.trouble, failed, { now: now(), random: random() })
    session.progress = { ...session.progress, trouble }
    session.failure = { ...describeFailure(error), at: now() }
  }
}

export const describeFailure = ({ kind, message, status, excerpt }: ProviderError): RemoteFailure => ({
  kind,
  message,
  status,
  excerpt,
})

/** Undefined when the caller or the end of the remote ended it, which says nothing about the service. */
function toFailure(error: unknown, timeoutMs: number | undefined): ProviderError | undefined {
  if (error instanceof ProviderError) return error
  if (timeoutMs === undefined) return undefined
  return new ProviderError('timeout', `No whole answer within ${timeoutMs / 1000} s.`, { cause: error })
}

/** What is gone there already need not be deleted. */
export function unlessGone(error: unknown): void {
  if (!(error instanceof ProviderError) || error.kind !== 'notFound') throw error
}
