import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { toTimestamp } from '#shared/api/fields.ts'
import { checkStore } from '../../storage/check-store.ts'
import { claimDataDir } from '../../storage/lock.ts'

/** What SQLite keeps beside a store; it belongs to that file and to no other. */
const endings = ['', '-wal', '-shm']

/**
 * Puts a copy of a backup in the place of a store that cannot be opened. The backup is checked first; the store is kept
 * beside it under another name, whatever is left of it. Throws StoreError, and then nothing was changed.
 */
export function restoreInPlace(dataDir: string, backup: string, now: number): { aside: string } {
  const lock = claimDataDir(dataDir)
  const store = join(dataDir, 'mayfly.db')
  const stamp = toTimestamp(now).replaceAll(/[:.]/g, '-')
  const waiting = join(dataDir, 'restore')
  const copy = join(waiting, `opened-${stamp}.db`)
  const aside = join(dataDir, `mayfly-damaged-${stamp}.db`)
  try {
    mkdirSync(waiting, { recursive: true, mode: 0o700 })
    copyFileSync(backup, copy)
    checkStore(copy)
    for (const ending of endings) if (existsSync(store + ending)) renameSync(store + ending, aside + ending)
    renameSync(copy, store)
    return { aside }
  } finally {
    for (const ending of endings) rmSync(copy + ending, { force: true })
    lock.release()
  }
}
