import { closeSync, existsSync, openSync, readFileSync, readSync, rmSync, truncateSync } from 'node:fs'
import { storeFile } from '#test/support/store-file.ts'

const headBytes = 32
const frameBytes = 24 + 4096
/** In the index of the log (the -shm file): frames that SQLite had flushed itself to fold them into the store. */
const foldedAt = 128

/**
 * What a cut of the power does and a SIGKILL does not: takes away what of the log was never flushed to disk. `noteFile` is what
 * preload/record-flushes.mjs has noted. Call it when the process is gone.
 */
export function cutPower(dataDir: string, noteFile: string): void {
  const log = `${storeFile(dataDir)}-wal`
  if (!existsSync(log)) return
  const size = readFileSync(log).length
  const frames = Math.max(flushedFrames(log, noteFile), foldedFrames(dataDir))
  truncateSync(log, Math.min(size, frames === 0 ? 0 : headBytes + frames * frameBytes))
  rmSync(`${storeFile(dataDir)}-shm`, { force: true })
}

/** A log that was begun anew since the last flush has other salts: nothing of it is on disk for sure. */
function flushedFrames(log: string, noteFile: string): number {
  if (!existsSync(noteFile)) return 0
  const [salts, frames] = readFileSync(noteFile, 'utf8').trim().split(/ +/)
  return readBytes(log, 16, 8).toString('hex') === salts ? Number(frames) : 0
}

function foldedFrames(dataDir: string): number {
  const index = `${storeFile(dataDir)}-shm`
  return existsSync(index) ? readBytes(index, foldedAt, 4).readUInt32LE() : 0
}

function readBytes(file: string, at: number, count: number): Buffer {
  const handle = openSync(file, 'r')
  const bytes = Buffer.alloc(count)
  readSync(handle, bytes, 0, count, at)
  closeSync(handle)
  return bytes
}
