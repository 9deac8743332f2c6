import { openDatabase } from './database.ts'
import { openReader } from './open-store.ts'

export type CopyProgress = (copiedBytes: number, totalBytes: number) => void

/** Pages (4 KiB) between two words on how far it is. */
const pagesPerStep = 2_000

/**
 * Copies a store as it is at this moment, also while it is written: the connection holds on to one state of it (WAL) until all
 * is copied. The copy is one file, without a log beside it.
 */
export async function copyStore(file: string, target: string, onProgress: CopyProgress): Promise<void> {
  const source = openReader(file)
  try {
    const pageBytes = Number(source.pragma('page_size'))
    source.exec('BEGIN')
    source.get('SELECT count(*) FROM sqlite_schema')
    let bytes = 0
    await source.copyTo(target, (remaining, total) => {
      bytes = total * pageBytes
      onProgress(bytes - remaining * pageBytes, bytes)
      return pagesPerStep
    })
    onProgress(bytes, bytes)
  } finally {
    source.close()
  }
  foldLog(target)
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
