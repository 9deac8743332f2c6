import { closeSync, copyFileSync, existsSync, fsyncSync, linkSync, openSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'
import { foldLog } from './copy-store.ts'

/**
 * Puts a checked file in the place of a store that nobody has open, and the store aside. The store is whole at any moment,
 * the old one until it is the new one: killed in between, the next start opens one of them. Throws before anything
 * is changed.
 */
export function replaceStore(file: string, { by, aside }: { by: string; aside: string }): void {
  // A log that is left would be taken for the new file's.
  foldLog(file)
  for (const left of [`${file}-wal`, `${file}-shm`, `${by}-wal`]) {
    if (existsSync(left)) throw new Error(`${left} is still in use`)
  }
  keep(file, aside)
  flush(by)
  renameSync(by, file)
  flushFolder(file)
}

/** Takes back what `replaceStore` did. */
export function putBack(file: string, aside: string): void {
  for (const ending of ['-wal', '-shm']) if (existsSync(file + ending)) foldLog(file)
  const back = `${file}.back`
  keep(aside, back)
  renameSync(back, file)
  flushFolder(file)
}

/** A second name for the same bytes; a copy where the disk has no such thing. */
function keep(file: string, name: string): void {
  try {
    linkSync(file, name)
  } catch {
    copyFileSync(file, name)
    flush(name)
  }
}

function flush(path: string): void {
  // Windows flushes only what is open for writing.
  const handle = openSync(path, 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** That the file has another content now is in its folder. Windows has no such call. */
function flushFolder(file: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(dirname(file), 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
