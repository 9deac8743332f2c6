import { usageDays } from '#shared/api/usage.ts'
import type { AuditEntry, createAuditLog } from './audit-log.ts'
import type { AuditBatch } from './audit-sql.ts'
import type { createCallCounts } from './call-counts.ts'
import { daysBefore } from './day-quota.ts'
import type { UsageRepository } from './repository.ts'

type Deps = {
  repository: Pick<UsageRepository, 'saveUsage' | 'removeOld'>
  counts: ReturnType<typeof createCallCounts>
  audit: ReturnType<typeof createAuditLog>
  now: () => number
  onError: (error: unknown) => void
}

/** What waits is written this often: a kill loses no more. */
const writeEveryMs = 1_000
/** Entries in one write, so that mail which arrives meanwhile waits some milliseconds at most. */
const maxEntries = 5_000
/** What is old goes once a minute, so many rows at a time. */
const sweepEveryMs = 60_000
const stepRows = 1_000
/** The newest entries of the audit that are kept; about 15 MB. */
const maxAuditRows = 1_000_000
const dayMs = 24 * 60 * 60 * 1000

/** Writes what is counted about once a second and at stop, and clears away what is old. */
export function createUsageWriter({ repository, counts, audit, now, onError }: Deps) {
  let timer: NodeJS.Timeout | undefined
  let turn: Promise<unknown> = Promise.resolve()
  let sweeping = Promise.resolve()
  let failing = false
  let sweptAt = -Infinity
  let stopped = false

  /** Answers whether something more waits. */
  async function writeSome(): Promise<boolean> {
    const [{ calls, mail }, entries] = [counts.take(), audit.take(maxEntries)]
    if (calls.length + mail.length + entries.length === 0) return false
    try {
      await repository.saveUsage({ calls, mail, audit: toBatch(entries) })
      failing = false
      return entries.length === maxEntries
    } catch (error) {
      counts.putBack({ calls, mail })
      audit.putBack(entries)
      // A full disk stays full for a while: once is enough.
      if (!failing) onError(error)
      failing = true
      return false
    }
  }

  async function write(): Promise<void> {
    while (await writeSome());
  }

  async function removeOld(): Promise<void> {
    const bounds = {
      // One more than is shown: a month can have 31.
      firstDay: daysBefore(usageDays, now()),
      auditSince: now() - usageDays * dayMs,
      auditRows: maxAuditRows,
      limit: stepRows,
    }
    while (!stopped && (await repository.removeOld(bounds)) > 0);
  }

  function sweep(): void {
    if (stopped || Math.abs(now() - sweptAt) < sweepEveryMs) return
    sweptAt = now()
    sweeping = sweeping.then(removeOld).catch(onError)
  }

  /** One after the other: a write that lasts is not overtaken by the next. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = turn.then(work)
    turn = done.catch(() => {})
    return done
  }

  return {
    flush: (): Promise<void> => inTurn(write),
    /** What is read so and what waits make up all, and nothing twice: no write is under way meanwhile. */
    whileNothingIsWritten: inTurn,
    start(): void {
      timer = setInterval(() => {
        inTurn(write).then(sweep).catch(onError)
      }, writeEveryMs)
    },
    async stop(): Promise<void> {
      stopped = true
      clearInterval(timer)
      await inTurn(write)
      await sweeping
    },
  }
}

function toBatch(entries: AuditEntry[]): AuditBatch {
  const newestAt = entries.reduce((newest, [at]) => Math.max(newest, at), 0)
  return { count: entries.length, newestAt, json: JSON.stringify(entries) }
}
