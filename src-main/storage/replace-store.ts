import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs'
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
  try {
    flush(by)
    renameSync(by, file)
    flushFolder(file)
  } catch (error) {
    moveBack(file, aside)
    throw error
  }
}

/** Takes back what `replaceStore` did. */
export function putBack(file: string, aside: string): void {
  for (const ending of ['-wal', '-shm']) if (existsSync(file + ending)) foldLog(file)
  moveBack(file, aside)
  flushFolder(file)
}

/** A second name for the same bytes; a copy where the disk has no such thing, which gets the name when it is whole. */
function keep(file: string, name: string): void {
  try {
    linkSync(file, name)
  } catch {
    const part = `${name}.part`
    copyFileSync(file, part)
    flush(part)
    renameSync(part, name)
  }
}

/** Renaming does nothing when both names are of the same bytes: then one has to go, or the store is its own backup. */
function moveBack(file: string, aside: string): void {
  renameSync(aside, file)
  rmSync(aside, { force: true })
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
