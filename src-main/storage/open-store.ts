import { openDatabase, type Db } from './database.ts'
import { checkOwner, migrate, type Migration } from './migrate.ts'
import { migrations as allMigrations } from './migrations/index.ts'
import { toStoreError } from './store-error.ts'
import { createFlusher, noFlusher, type Flusher, type FlushFile } from './thread/flusher.ts'
import { copyBeforeUpgrade, upgradeCopies } from './upgrade-copies.ts'

/** Pages of the write-ahead log (4 KiB each) before it is folded back: bigger bursts, fewer pauses. */
const checkpointPages = 4000
/**
 * Of the pages that a mail touches, few are touched again by the next: more gained nothing, and better-sqlite3's own 16 MB were
 * gone through as a whole after many a commit. What is read again is in the system's memory.
 */
const cacheKiB = 2000
/** The write-ahead log is cut back to this after a burst. */
const journalLimitBytes = 64 * 1024 * 1024

/** Opens the store for writing and migrates it. The one connection that writes. */
export function openWriter(file: string, migrations: Migration[] = allMigrations): Db {
  try {
    const db = openDatabase(file)
    checkOwner(db, migrations, () => upgradeCopies(file))
    db.pragma('journal_mode = WAL')
    refuseReadOnly(db)
    db.pragma(isInMemory(file) ? 'synchronous = OFF' : 'synchronous = FULL')
    db.pragma('foreign_keys = ON')
    db.pragma(`wal_autocheckpoint = ${checkpointPages}`)
    db.pragma(`journal_size_limit = ${journalLimitBytes}`)
    migrate(db, { migrations, backup: version => copyBeforeUpgrade(db, file, version) })
    // What a statement would need to be undone: the file for it was half of all that a mail wrote. Not before, since
    // migrations may sort more than fits.
    db.pragma('temp_store = MEMORY')
    db.pragma(`cache_size = -${cacheKiB}`)
    // From here on the thread that writes sees to it that commits are on disk before it tells of them.
    if (!isInMemory(file)) db.pragma('synchronous = NORMAL')
    return db
  } catch (error) {
    throw toStoreError(error, file)
  }
}

/** What writes commits of a store that is open through to the disk. */
export function openFlusher(file: string, flushFile?: FlushFile): Flusher {
  return isInMemory(file) ? noFlusher : createFlusher(`${file}-wal`, flushFile)
}

/** Opens a store that a writer has already migrated. */
export function openReader(file: string): Db {
  try {
    return openDatabase(file, { readonly: true })
  } catch (error) {
    throw toStoreError(error, file)
  }
}

const isInMemory = (file: string): boolean => file === ':memory:'

/** SQLite opens a file that it may not write for reading, and that stays so when the file is writable again. */
function refuseReadOnly(db: Db): void {
  // Of such a file, BEGIN alone makes no complaint.
  db.exec('BEGIN')
  db.pragma(`user_version = ${Number(db.pragma('user_version'))}`)
  db.exec('ROLLBACK')
}
