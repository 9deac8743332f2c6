import { wholeStore } from '#shared/api/scope.ts'
import type { Waiters } from '../messages/waiters.ts'
import type { createMeters } from '../metrics/meters.ts'
import { createMetrics } from '../metrics/metrics.ts'
import type { Storage } from './open-storage.ts'

type Deps = {
  meters: ReturnType<typeof createMeters>
  storage: Pick<Storage, 'repositories' | 'queued'>
  info: { version: string; runtime: string }
  waiters: Pick<Waiters, 'count'>
  now: () => number
}

/** What is counted while it happens, and what the store knows. */
export function wireMetrics({ meters, storage, info, waiters, now }: Deps) {
  const { messages, metrics } = storage.repositories
  return createMetrics({
    counted: meters.families,
    repository: metrics,
    info,
    totals: () => messages.totals(wholeStore),
    storeQueue: storage.queued,
    waiters: waiters.count,
    now,
  })
}
