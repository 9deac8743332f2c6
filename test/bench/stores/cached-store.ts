import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '#main/storage/database.ts'
import { migrate } from '#main/storage/migrate.ts'
import { migrations } from '#main/storage/migrations/index.ts'
import { fillStore } from './fill-store.ts'

type Progress = Parameters<NonNullable<Parameters<typeof fillStore>[0]['onProgress']>>[0]

/** Changed whenever other mails are made. */
const edition = 1

/**
 * A store of so many messages, made once and kept in the temporary folder; it begins as a copy of the largest smaller one
 * that is there. Do not write to it: `copyStore` gives one to work with.
 */
export async function cachedStore(
  messages: number,
  onProgress?: (progress: Progress) => void,
): Promise<string> {
  const { version } = migrations.at(-1)!
  const cache = cacheOf(version)
  mkdirSync(cache, { recursive: true })
  const file = join(cache, `${messages}.db`)
  if (existsSync(file)) return file
  const unfinished = `${file}-${process.pid}`
  const older = olderStore(messages, version)
  if (older !== undefined) {
    copy(older, unfinished)
    upgrade(unfinished)
  } else {
    const base = largestBelow(cache, messages)
    if (base > 0) copy(join(cache, `${base}.db`), unfinished)
    await fillStore({ file: unfinished, from: base, to: messages, onProgress })
  }
  renameSync(unfinished, file)
  return file
}

/** Puts a copy into a data directory, and waits for the disk: else the system writes gigabytes while something is measured. */
export function copyStore(file: string, dataDir: string): void {
  mkdirSync(dataDir, { recursive: true })
  const target = join(dataDir, 'mayfly.db')
  copy(file, target)
  flush(target)
}

function flush(file: string): void {
  // Windows flushes only what is open for writing.
  const open = openSync(file, 'r+')
  fsyncSync(open)
  closeSync(open)
}

/** Shares the bytes where the file system can. */
function copy(from: string, to: string): void {
  copyFileSync(from, to, constants.COPYFILE_FICLONE)
}

function largestBelow(cache: string, messages: number): number {
  const sizes = readdirSync(cache).flatMap(name => /^(\d+)\.db$/.exec(name)?.[1] ?? [])
  return Math.max(0, ...sizes.map(Number).filter(size => size < messages))
}

const cacheOf = (version: number): string => join(tmpdir(), `mayfly-stores-${edition}-schema-${version}`)

/** The same mails as an earlier version of the schema has them. */
function olderStore(messages: number, version: number): string | undefined {
  for (let earlier = version - 1; earlier > 0; earlier -= 1) {
    const file = join(cacheOf(earlier), `${messages}.db`)
    if (existsSync(file)) return file
  }
  return undefined
}

/** As Mayfly does when it opens one, without a backup. */
function upgrade(file: string): void {
  const db = openDatabase(file)
  migrate(db, { migrations, backup: () => undefined })
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
}
