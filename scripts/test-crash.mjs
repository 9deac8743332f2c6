// `npm run test:crash`: kills what is built from these sources. An older build would be judged by what this one promises.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ensureBuilt, ensureInstalled, node24, root } from './setup.mjs'

ensureInstalled()
ensureBuilt()
const { status } = spawnSync(node24, [join(root, 'test/crash/main.ts'), ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
})
process.exitCode = status ?? 1
