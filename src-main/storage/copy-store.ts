import { rmSync, writeFileSync } from 'node:fs'
import { openDatabase } from './database.ts'
import { openReader } from './open-store.ts'
import { toCopyError } from './store-error.ts'

export type CopyProgress = (copiedBytes: number, totalBytes: number) => void

/** Pages (4 KiB) between two words on how far it is. */
const pagesPerStep = 2_000

/**
 * Copies a store as it is at this moment, also while it is written: the connection holds on to one state of it (WAL) until all
 * is copied. The copy is one file, without a log beside it, for nobody else to read, and without the password of the relay:
 * it goes to places that the store does not.
 */
export async function copyStore(file: string, target: string, onProgress: CopyProgress): Promise<void> {
  const source = openReader(file)
  try {
    const pageBytes = Number(source.pragma('page_size'))
    source.exec('BEGIN')
    source.get('SELECT count(*) FROM sqlite_schema')
    let bytes = 0
    // Made first, and anew: SQLite would make it readable for all.
    rmSync(target, { force: true })
    writeFileSync(target, '', { mode: 0o600, flag: 'wx' })
    await source.copyTo(target, (remaining, total) => {
      bytes = total * pageBytes
      onProgress(bytes - remaining * pageBytes, bytes)
      return pagesPerStep
    })
    forgetPassword(target)
    foldLog(target)
    onProgress(bytes, bytes)
  } catch (error) {
    throw toCopyError(error, target)
  } finally {
    source.close()
  }
}

/** Of the one secret that is kept as it is, nothing is left in the bytes either. */
function forgetPassword(file: string): void {
  const db = openDatabase(file)
  try {
    db.pragma('secure_delete = ON')
    db.run(`UPDATE settings SET value = json_replace(value, '$.password', null)
      WHERE key = 'relay' AND json_valid(value)`)
  } finally {
    db.close()
  }
}

/** Writes what is left in the log of a store that nobody has open into it, and does away with the log. */
export function foldLog(file: string): void {
  const db = openDatabase(file)
  try {
    db.pragma('journal_mode = DELETE')
  } finally {
    db.close()
  }
}
