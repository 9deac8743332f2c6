import type { Db } from '../storage/database.ts'
import type { Repository } from '../storage/queries.ts'

export type AccountRow = { id: string; name: string; plan: string; created_at: number }

export const accountQueries = {
  reads: {
    allAccounts: (db: Db): AccountRow[] =>
      db.all('SELECT id, name, plan, created_at FROM accounts ORDER BY key'),
  },
  writes: {},
}

export type AccountRepository = Repository<typeof accountQueries>
