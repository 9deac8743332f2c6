import type { Db } from '../storage/database.ts'
import type { Repository } from '../storage/queries.ts'
import { PasswordHash } from '../passwords/password-hash.ts'

/** Beside the settings, but not one of them: the settings API neither shows nor takes it. */
const key = 'owner.password'

export const ownerQueries = {
  reads: {
    loadPassword(db: Db): PasswordHash | undefined {
      const row = db.get<{ value: string }>('SELECT value FROM settings WHERE key = ?', key)
      return row && PasswordHash.parse(JSON.parse(row.value))
    },
  },
  writes: {
    savePassword(db: Db, hash: PasswordHash): void {
      db.run(
        'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
        key,
        JSON.stringify(hash),
      )
    },
    /** Answers whether there was one. */
    removePassword(db: Db): boolean {
      return db.run('DELETE FROM settings WHERE key = ?', key).changes > 0
    },
  },
}

export type OwnerRepository = Repository<typeof ownerQueries>
