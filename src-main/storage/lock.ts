import { join } from 'node:path'
import { openDatabase } from './database.ts'
import { StoreError } from './store-error.ts'

/**
 * Holds a data directory for this process. The lock is SQLite's own on a file beside the store: the system
 * drops it when the process dies, however it dies. Throws StoreError `locked` when another Mayfly has it.
 */
export function lockDataDir(dataDir: string): { release(): void } {
  const db = openDatabase(join(dataDir, 'mayfly.lock'))
  try {
    db.pragma('busy_timeout = 0')
    db.pragma('locking_mode = EXCLUSIVE')
    db.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    db.close()
    throw new StoreError(
      'locked',
      `Another Mayfly is already running on ${dataDir}. Use that one, stop it, or start with another --data-dir.`,
      { cause: error },
    )
  }
  return { release: () => db.close() }
}
