import { randomUUID } from 'node:crypto'
import { basename, dirname, join } from 'node:path'
import type { SavedFile } from '#shared/shell/file-calls.ts'
import { fileName } from './file-name.ts'

type Deps = {
  /** The folder that was chosen last; undefined before one was. */
  lastFolder: () => string | undefined
  rememberFolder: (folder: string) => void
  /** Where the system puts what is saved. */
  downloads: () => string
  showInFolder: (path: string) => void
}

/** Of more nobody is asked any longer: the notice is gone. */
const maxTokens = 100

export type SavedFiles = ReturnType<typeof createSavedFiles>

/** What was saved, so that it can be shown in its folder: by a token, so that the page never names a path. */
export function createSavedFiles({ lastFolder, rememberFolder, downloads, showInFolder }: Deps) {
  const paths = new Map<string, string>()

  return {
    folder: (): string => lastFolder() ?? downloads(),
    /** What a dialog proposes for a file. */
    propose: (wanted: string, otherwise: string): string =>
      join(lastFolder() ?? downloads(), fileName(wanted, otherwise)),
    note(path: string): SavedFile {
      const token = randomUUID()
      paths.set(token, path)
      const oldest = paths.keys().next().value
      if (paths.size > maxTokens && oldest !== undefined) paths.delete(oldest)
      rememberFolder(dirname(path))
      return { token, name: basename(path) }
    },
    /** False when nothing was saved under that token. */
    reveal(token: string): boolean {
      const path = paths.get(token)
      if (path !== undefined) showInFolder(path)
      return path !== undefined
    },
  }
}
