import { constants, copyFileSync, existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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
  const cache = join(tmpdir(), `mayfly-stores-${edition}-schema-${migrations.at(-1)!.version}`)
  mkdirSync(cache, { recursive: true })
  const file = join(cache, `${messages}.db`)
  if (existsSync(file)) return file
  const base = largestBelow(cache, messages)
  const unfinished = `${file}-${process.pid}`
  if (base > 0) copy(join(cache, `${base}.db`), unfinished)
  await fillStore({ file: unfinished, from: base, to: messages, onProgress })
  renameSync(unfinished, file)
  return file
}

/** Puts a copy into a data directory. */
export function copyStore(file: string, dataDir: string): void {
  mkdirSync(dataDir, { recursive: true })
  copy(file, join(dataDir, 'mayfly.db'))
}

/** Shares the bytes where the file system can. */
function copy(from: string, to: string): void {
  copyFileSync(from, to, constants.COPYFILE_FICLONE)
}

function largestBelow(cache: string, messages: number): number {
  const sizes = readdirSync(cache).flatMap(name => /^(\d+)\.db$/.exec(name)?.[1] ?? [])
  return Math.max(0, ...sizes.map(Number).filter(size => size < messages))
}
