import { closeSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

type Options = {
  folder: string
  /** Of one file; a line is never parted. */
  maxBytes?: number
  /** Files beside the one that is written. */
  maxOld?: number
}

/** A log of five megabytes says what happened in the last weeks, and nobody has to delete it. */
const defaults = { maxBytes: 1024 * 1024, maxOld: 4 }

/**
 * `mayfly.log` in a folder, and the ones before it as `mayfly.1.log` (the newest of them) and on. Only this user may read
 * them. A log that cannot be written is given up quietly until the next line: it must not stop what it tells of.
 */
export function openRotatingFile({
  folder,
  maxBytes = defaults.maxBytes,
  maxOld = defaults.maxOld,
}: Options) {
  const fileOf = (age: number) => join(folder, age === 0 ? 'mayfly.log' : `mayfly.${age}.log`)
  let open: { fd: number; bytes: number } | undefined

  function reopen(): { fd: number; bytes: number } {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const fd = openSync(fileOf(0), 'a', 0o600)
    return { fd, bytes: fstatSync(fd).size }
  }

  function close(): void {
    const last = open
    open = undefined
    if (last) closeSync(last.fd)
  }

  /** A disk may stay full for long: each line that failed would leave a file open. */
  function giveUp(): void {
    try {
      close()
    } catch {
      // What cannot be closed is gone.
    }
  }

  function rotate(): void {
    close()
    rmSync(fileOf(maxOld), { force: true })
    for (let age = maxOld - 1; age >= 0; age--) moveIfThere(fileOf(age), fileOf(age + 1))
  }

  return {
    write(text: string): void {
      try {
        open ??= reopen()
        const bytes = Buffer.byteLength(text)
        if (open.bytes > 0 && open.bytes + bytes > maxBytes) {
          rotate()
          open = reopen()
        }
        writeSync(open.fd, text)
        open.bytes += bytes
      } catch {
        giveUp()
      }
    },
    close,
  }
}

function moveIfThere(from: string, to: string): void {
  try {
    renameSync(from, to)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}
