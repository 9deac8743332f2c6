import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { isMainThread } from 'node:worker_threads'

/** Loaded into Mayfly with `--import`: every flush of the store to disk then takes BENCH_FLUSH_MS longer. */
const delayMs = Number(process.env['BENCH_FLUSH_MS'])

if (isMainThread && delayMs > 0) {
  const { fdatasync } = fs
  fs.fdatasync = (file, done) => void setTimeout(() => fdatasync(file, done), delayMs)
  syncBuiltinESMExports()
}
