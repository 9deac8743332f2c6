import { mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Where Chromium keeps what is the window's (preferences, caches, the single-instance lock): beside the store, so that
 * each store has a window and a lock of its own.
 */
export function prepareWindowFiles(dataDir: string): string {
  if (dataDir === ':memory:') return mkdtempSync(join(tmpdir(), 'mayfly-window-'))
  const folder = join(dataDir, 'window')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return folder
}
