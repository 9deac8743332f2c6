import type { Db } from '../storage/database.ts'
import type { Repository } from '../storage/queries.ts'

type CountByStatus = { status: string; count: number }

export const metricsQueries = {
  reads: {
    countMailboxes: (db: Db): CountByStatus[] =>
      db.all('SELECT status, count(*) AS count FROM mailboxes GROUP BY status'),
    countPendingDeliveries: (db: Db): number =>
      db.get<{ n: number }>("SELECT count(*) AS n FROM webhook_deliveries WHERE status = 'pending'")!.n,
  },
  writes: {},
}

export type MetricsRepository = Repository<typeof metricsQueries>
