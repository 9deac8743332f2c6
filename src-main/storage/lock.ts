import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { openDatabase, type Db } from './database.ts'
import { StoreError, toStoreError } from './store-error.ts'

/**
 * Makes a data directory if need be and holds it for this process. The lock is SQLite's own on a file beside the
 * store: the system drops it when the process dies, however it dies. Throws StoreError: `locked` when another Mayfly
 * has the directory, `unusable` when it cannot be written.
 */
export function claimDataDir(dataDir: string): { release(): void } {
  const file = join(dataDir, 'mayfly.lock')
  try {
    makeFolder(resolve(dataDir))
    const db = openDatabase(file)
    lock(db, dataDir)
    return { release: () => db.close() }
  } catch (error) {
    throw toStoreError(error, file)
  }
}

/** Node's own way of making the folders above it never returns where none can be made, as below /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) return
  makeFolder(dirname(path))
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (error) {
    // Another Mayfly that starts at the same moment has made it.
    if (!isFolder(path)) throw error
  }
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false

function lock(db: Db, dataDir: string): void {
  try {
    db.pragma('busy_timeout = 0')
    db.pragma('locking_mode = EXCLUSIVE')
    db.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    db.close()
    if (!isBusy(error)) throw error
    throw new StoreError(
      'locked',
      `Another Mayfly is already running on ${dataDir}. Use that one, stop it, or start with another --data-dir.`,
      { cause: error },
    )
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY'
}
