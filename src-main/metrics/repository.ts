import type { Db } from '../storage/database.ts'
import type { Repository } from '../storage/queries.ts'

export type MailboxCounts = { active: number; archived: number; expired: number }

export const metricsQueries = {
  reads: {
    countMailboxes: (db: Db): MailboxCounts =>
      db.get<MailboxCounts>(
        `SELECT sum(active_mailboxes) AS active, sum(archived_mailboxes) AS archived, sum(expired_mailboxes) AS expired
         FROM local_accounts`,
      )!,
    countPendingDeliveries: (db: Db): number =>
      db.get<{ n: number }>("SELECT count(*) AS n FROM webhook_deliveries WHERE status = 'pending'")!.n,
  },
  writes: {},
}

export type MetricsRepository = Repository<typeof metricsQueries>
