import { mkdirSync } from 'node:fs'
import module from 'node:module'

/** By then everything has been run that a start runs. */
const flushAfterMs = 3000

/**
 * Keeps the code that V8 compiles, which is half of a start, for the next one. V8 trusts what it finds, so nobody else
 * may write there: a folder that all users share will not do. Where it cannot be written, starts stay slower.
 */
export function keepCompiled(folder: string, env: Record<string, string | undefined>): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch {
    return
  }
  module.enableCompileCache(folder)
  // The store's thread has a cache of its own and learns of it by this.
  env['NODE_COMPILE_CACHE'] ??= folder
  // Not only at the end: a process that is killed has none.
  setTimeout(() => module.flushCompileCache(), flushAfterMs).unref()
}
