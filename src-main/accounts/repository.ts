import { v7 as uuidv7 } from 'uuid'
import type { PlacedMailbox } from '../events/bus.ts'
import type { Db } from '../storage/database.ts'
import type { Repository } from '../storage/queries.ts'
import { planExists, planReads, planWrites } from './plan-sql.ts'

export type OwnedMailbox = { key: number } & PlacedMailbox
/** `key` is small, for the deliveries, and never given twice. */
export type AccountRow = { key: number; id: string; name: string; plan: string; created_at: number }

type NewAccount = { name: string; plan: string; now: number }
type AccountChange = { id: string; name?: string | undefined; plan?: string | undefined }
export type Refusal = 'name taken' | 'unknown plan' | 'unknown account'

const columns = 'key, id, name, plan, created_at'

export const accountQueries = {
  reads: {
    allAccounts: (db: Db): AccountRow[] => db.all(`SELECT ${columns} FROM local_accounts`),
    /** Active and archived mailboxes of each account. */
    mailboxCounts: (db: Db, accountIds: string[]): number[] =>
      accountIds.map(
        id =>
          db.get<{ n: number }>(
            "SELECT count(*) AS n FROM mailboxes WHERE account_id = ? AND status <> 'expired'",
            id,
          )!.n,
      ),
    mailboxesOf: (db: Db, args: { accountId: string; limit: number }): OwnedMailbox[] =>
      db.all(
        'SELECT key, id AS mailboxId, account_id AS accountId, domain FROM mailboxes WHERE account_id = ? LIMIT ?',
        args.accountId,
        args.limit,
      ),
    ...planReads,
  },
  writes: {
    insertAccount(db: Db, { name, plan, now }: NewAccount): AccountRow | Refusal {
      if (!planExists(db, plan)) return 'unknown plan'
      if (isTaken(db, name)) return 'name taken'
      const { key } = db.get<{ key: number }>(
        'UPDATE totals SET last_account_key = last_account_key + 1 RETURNING last_account_key AS key',
      )!
      return db.get<AccountRow>(
        `INSERT INTO accounts (id, key, name, name_key, plan, created_at) VALUES (?, ?, ?, ?, ?, ?) RETURNING ${columns}`,
        uuidv7(),
        key,
        name,
        nameKey(name),
        plan,
        now,
      )!
    },
    changeAccount(db: Db, { id, name = undefined, plan = undefined }: AccountChange): AccountRow | Refusal {
      if (plan !== undefined && !planExists(db, plan)) return 'unknown plan'
      if (name !== undefined && isTaken(db, name, id)) return 'name taken'
      const row = db.get<AccountRow>(
        `UPDATE accounts SET name = coalesce(?, name), name_key = coalesce(?, name_key), plan = coalesce(?, plan)
         WHERE id = ? RETURNING ${columns}`,
        name ?? null,
        name === undefined ? null : nameKey(name),
        plan ?? null,
        id,
      )
      return row ?? 'unknown account'
    },
    /** Deletes at most `limit` of an account's keys, webhooks, identities and domains; call again until it answers 0. */
    deleteBelongings(db: Db, { accountId, limit }: { accountId: string; limit: number }): number {
      for (const sql of belongings) {
        const { changes } = db.run(sql, accountId, limit)
        if (changes > 0) return changes
      }
      return 0
    },
    /** False while something still belongs to the account. */
    deleteEmptyAccount(db: Db, id: string): boolean {
      if (db.get('SELECT 1 FROM mailboxes WHERE account_id = ? LIMIT 1', id)) return false
      db.run('DELETE FROM accounts WHERE id = ?', id)
      return true
    },
    ...planWrites,
  },
}

export type AccountRepository = Repository<typeof accountQueries>

/** Accounts are told apart by this form of their name. */
export const nameKey = (name: string): string => name.normalize('NFC').toLowerCase()

/** Keys first: nobody should come in while the rest goes. */
const belongings = [
  'DELETE FROM keys WHERE number IN (SELECT number FROM keys WHERE account_id = ? LIMIT ?)',
  `DELETE FROM webhook_deliveries WHERE number IN (SELECT d.number FROM webhook_deliveries d
     JOIN webhooks w ON w.id = d.webhook_id WHERE w.account_id = ? LIMIT ?)`,
  'DELETE FROM webhooks WHERE number IN (SELECT number FROM webhooks WHERE account_id = ? LIMIT ?)',
  'DELETE FROM identities WHERE number IN (SELECT number FROM identities WHERE account_id = ? LIMIT ?)',
  'DELETE FROM identity_clients WHERE number IN (SELECT number FROM identity_clients WHERE account_id = ? LIMIT ?)',
  'DELETE FROM domains WHERE number IN (SELECT number FROM domains WHERE account_id = ? LIMIT ?)',
]

function isTaken(db: Db, name: string, exceptId = ''): boolean {
  return (
    db.get('SELECT 1 FROM accounts WHERE name_key = ? AND id <> ?', nameKey(name), exceptId) !== undefined
  )
}
