// `npm test`: installs what is missing (the browser included), then every check and the end-to-end tests.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ensureBrowser } from './ensure-browser.mjs'
import { ensureBuilt, ensureInstalled, node24, root } from './setup.mjs'

ensureInstalled()
ensureBrowser()
step('check', 'scripts/check.mjs', '--static')
ensureBuilt()
// One run of one runner for everything, so that its summary is the last word.
step('tests', 'node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2))

function step(name, script, ...args) {
  const { status } = spawnSync(node24, [join(root, script), ...args], { cwd: root, stdio: 'inherit' })
  if (status === 0) return
  process.stderr.write(`npm test: ${name} failed\n`)
  process.exit(1)
}
