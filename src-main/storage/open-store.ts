import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { openDatabase, type Db } from './database.ts'
import { checkOwner, migrate, type Migration } from './migrate.ts'
import { migrations as allMigrations } from './migrations/index.ts'
import { toStoreError } from './store-error.ts'
import { createFlusher, noFlusher, type Flusher, type FlushFile } from './thread/flusher.ts'

/** Pages of the write-ahead log (4 KiB each) before it is folded back: bigger bursts, fewer pauses. */
const checkpointPages = 4000
/** The write-ahead log is cut back to this after a burst. */
const journalLimitBytes = 64 * 1024 * 1024

/** Opens the store for writing and migrates it. The one connection that writes. */
export function openWriter(file: string, migrations: Migration[] = allMigrations): Db {
  try {
    const db = openDatabase(file)
    checkOwner(db, migrations, () => copiesOf(file))
    db.pragma('journal_mode = WAL')
    db.pragma(isInMemory(file) ? 'synchronous = OFF' : 'synchronous = FULL')
    db.pragma('foreign_keys = ON')
    db.pragma(`wal_autocheckpoint = ${checkpointPages}`)
    db.pragma(`journal_size_limit = ${journalLimitBytes}`)
    migrate(db, { migrations, backup: version => backUp(db, `${file}.backup-v${version}`) })
    // What a statement would need to be undone: the file for it was half of all that a mail wrote. Not before, since
    // migrations may sort more than fits.
    db.pragma('temp_store = MEMORY')
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

/** Copies that were made before upgrades. */
function copiesOf(file: string): string[] {
  const start = `${basename(file)}.backup-v`
  const names = readdirSync(dirname(file)).filter(name => name.startsWith(start) && !name.endsWith('.part'))
  return names.toSorted().map(name => join(dirname(file), name))
}

const isInMemory = (file: string): boolean => file === ':memory:'

/**
 * Gets its name when it is whole: a process that is killed meanwhile leaves nothing that looks like a copy. One from an earlier
 * attempt is kept beside the new one.
 */
function backUp(db: Db, target: string): void {
  let name = target
  for (let copy = 2; existsSync(name); copy++) name = `${target}-${copy}`
  const part = `${target}.part`
  rmSync(part, { force: true })
  db.run('VACUUM INTO ?', part)
  renameSync(part, name)
}
