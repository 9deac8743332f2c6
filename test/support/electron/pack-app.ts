import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { extractAll } from '@electron/asar'
import { temporaryFolder } from '../start-app.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const builder = join(root, 'node_modules/electron-builder/cli.js')

/** What electron-builder flips fuses by: a mark, a version, a count and a byte for each (see @electron/fuses). */
const fuseWire = Buffer.concat([
  Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
  Buffer.from([1, 8]),
  Buffer.from('10110010'),
])

/**
 * Packs what is built, by electron-builder.yml, for Linux. Electron itself is a stand-in of a few bytes, so nothing is
 * fetched. `app` is the packed folder, taken out of its archive to where no other file of the project is in reach.
 */
export async function packApp() {
  const folder = temporaryFolder()
  const electron = standIn(join(folder.path, 'electron'))
  await promisify(execFile)(
    process.execPath,
    [
      builder,
      ...['--linux', 'dir', '--x64', '--publish', 'never'],
      `-c.electronDist=${electron}`,
      `-c.directories.output=${join(folder.path, 'dist')}`,
      // As the release workflow says where updates come from.
      ...['-c.publish.provider=github', '-c.publish.owner=somebody', '-c.publish.repo=mayfly'],
    ],
    { cwd: root },
  )
  const unpacked = join(folder.path, 'dist', 'linux-unpacked')
  const app = join(folder.path, 'app')
  extractAll(join(unpacked, 'resources', 'app.asar'), app)
  const updates = readFileSync(join(unpacked, 'resources', 'app-update.yml'), 'utf8')
  return { binary: join(unpacked, 'mayfly-desktop'), app, updates, remove: folder.remove }
}

function standIn(folder: string): string {
  mkdirSync(join(folder, 'resources'), { recursive: true })
  mkdirSync(join(folder, 'locales'))
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'version', 'locales/en-US.pak'])
    writeFileSync(join(folder, name), '')
  writeFileSync(join(folder, 'electron'), fuseWire, { mode: 0o755 })
  return folder
}
