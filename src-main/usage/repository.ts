import type { Db } from '../storage/database.ts'
import type { Repository } from '../storage/queries.ts'
import { auditReads, insertAudit, trimAudit, type AuditBatch } from './audit-sql.ts'
import type { CallCount, Counts, DayCalls } from './call-counts.ts'

/** What is old and what is too much, see `removeOld`. */
export type Bounds = { firstDay: string; auditSince: number; auditRows: number; limit: number }

export const usageQueries = {
  reads: {
    /** What keys have called since that day, by account. */
    callsSince: (db: Db, day: string): DayCalls[] =>
      db.all(
        `SELECT day, account_id AS accountId, sum(calls) AS calls FROM usage_calls
         WHERE day >= ? AND key_id <> '' GROUP BY day, account_id`,
        day,
      ),
    /** Both from that day on. */
    countsOf: (db: Db, { accountId, since }: { accountId: string; since: string }): Counts => ({
      calls: db.all(
        `SELECT day, account_id AS accountId, key_id AS keyId, route, calls, errors FROM usage_calls
         WHERE account_id = ? AND day >= ?`,
        accountId,
        since,
      ),
      mail: db.all(
        `SELECT day, account_id AS accountId, messages, bytes FROM usage_mail WHERE account_id = ? AND day >= ?`,
        accountId,
        since,
      ),
    }),
    ...auditReads,
  },
  writes: {
    saveUsage(db: Db, { calls, mail, audit }: Counts & { audit: AuditBatch }): void {
      for (const count of calls) addCalls(db, count)
      for (const { day, accountId, messages, bytes } of mail)
        db.run(
          `INSERT INTO usage_mail VALUES (?, ?, ?, ?)
           ON CONFLICT DO UPDATE SET messages = messages + excluded.messages, bytes = bytes + excluded.bytes`,
          day,
          accountId,
          messages,
          bytes,
        )
      insertAudit(db, audit)
    },
    /** Deletes at most `limit` rows of each kind; call again until it answers 0. */
    removeOld(db: Db, { firstDay, auditSince, auditRows, limit }: Bounds): number {
      return (
        db.run(oldRows('usage_calls', 'day, account_id, key_id, route'), firstDay, limit).changes +
        db.run(oldRows('usage_mail', 'day, account_id'), firstDay, limit).changes +
        trimAudit(db, { since: auditSince, rows: auditRows, limit })
      )
    },
  },
}

export type UsageRepository = Repository<typeof usageQueries>

function addCalls(db: Db, { day, accountId, keyId, route, calls, errors }: CallCount): void {
  db.run(
    `INSERT INTO usage_calls VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET calls = calls + excluded.calls, errors = errors + excluded.errors`,
    day,
    accountId,
    keyId,
    route,
    calls,
    errors,
  )
}

const oldRows = (table: string, key: string): string =>
  `DELETE FROM ${table} WHERE (${key}) IN (SELECT ${key} FROM ${table} WHERE day < ? LIMIT ?)`
