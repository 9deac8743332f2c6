import { accessSync, constants, mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Where Chromium keeps what is the window's (preferences, caches, the single-instance lock): beside the store, so that
 * each store has a window and a lock of its own.
 */
export function prepareWindowFiles(dataDir: string): string {
  if (dataDir === ':memory:') return passing()
  const folder = join(dataDir, 'window')
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    accessSync(folder, constants.W_OK)
    return folder
  } catch {
    // The store cannot be opened there either; whoever is told of that needs a dialog.
    return passing()
  }
}

function passing(): string {
  return mkdtempSync(join(tmpdir(), 'mayfly-window-'))
}
