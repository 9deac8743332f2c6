import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { temporaryFolder } from '../start-app.ts'
import type { DesktopOptions } from './desktop.ts'

export const builtMain = fileURLToPath(new URL('../../../out/main/electron.js', import.meta.url))

/** The script and the command line of a throw-away app, and what is to be cleaned up after it. */
export function prepareRun({ args = [], dataDir, main = builtMain }: DesktopOptions) {
  if (!existsSync(main)) throw new Error('Build first: npm run build')
  const folder = dataDir === undefined ? temporaryFolder() : undefined
  const defaults = ['--smtp-port=0', '--http-port=0', '--log-level=error']
  return {
    main,
    args: [...defaults, `--data-dir=${dataDir ?? folder!.path}`, ...args],
    cleanUp: () => folder?.remove(),
  }
}
