// `npm run test:desktop`: the specs of the desktop app, in real Electron where its binary and a display are, else in the
// simulation. Says which. `-- --real` fails where it would be the simulation.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { findElectronBinary } from '../test/support/electron/electron-binary.ts'
import { ensureBrowser } from './ensure-browser.mjs'
import { ensureBuilt, ensureInstalled, node24, root } from './setup.mjs'

const mustBeReal = process.argv.includes('--real')
const binary = findElectronBinary()
const ranOn = binary === undefined ? 'the simulated Electron' : `real Electron (${binary})`
if (mustBeReal && binary === undefined) {
  process.stderr.write('Desktop tests: there is no binary of Electron, or no display for it. Nothing ran.\n')
  process.exit(1)
}
ensureInstalled()
ensureBrowser()
ensureBuilt()
process.stderr.write(`Desktop tests run on ${ranOn}.\n`)
const rest = process.argv.slice(2).filter(argument => argument !== '--real')
const { status } = spawnSync(
  node24,
  [
    join(root, 'node_modules/vitest/vitest.mjs'),
    ...['run', '--project', 'e2e'],
    ...(rest.length > 0 ? rest : ['test/e2e/desktop']),
  ],
  { cwd: root, stdio: 'inherit' },
)
process.stderr.write(
  `Desktop tests ran on ${ranOn}${binary === undefined ? '' : '; what no window can show (failing starts, packaging) on the simulation'}.\n`,
)
process.exitCode = status ?? 1
