import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from './start-app.ts'

export const ownerPassword = 'correct horse battery'

/** A file for `--password-file`, as an editor leaves it. */
export function passwordFile(text = `${ownerPassword}\n`): { path: string; remove(): void } {
  const folder = temporaryFolder()
  const path = join(folder.path, 'password')
  writeFileSync(path, text)
  return { path, remove: folder.remove }
}
