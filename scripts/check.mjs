// `npm run check`: format, lint, types, import rule, dead code; then unit and contract tests unless --static is given.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureInstalled, node24, root } from './setup.mjs'

ensureInstalled()

const bin = (name, script) => join(root, 'node_modules', name, script)
const checks = {
  format: [bin('prettier', 'bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'],
  lint: [bin('eslint', 'bin/eslint.js'), '.', '--max-warnings', '0'],
  types: [bin('typescript', 'bin/tsc'), '-p', 'tsconfig.node.json'],
  'types of the window': [bin('vue-tsc', 'bin/vue-tsc.js'), '-p', 'tsconfig.web.json'],
  'import rule': [
    bin('dependency-cruiser', 'bin/dependency-cruiser.mjs'),
    'src-main',
    'src-shared',
    'src-preload',
    'src-renderer',
    '--config',
    '--output-type',
    'err',
  ],
  'dead code': [bin('knip', 'bin/knip.js')],
}
const tests = {
  'unit and contract tests': [
    bin('vitest', 'vitest.mjs'),
    'run',
    '--project',
    'unit',
    '--project',
    'contract',
  ],
}

const failed = []
// Two at a time: the types of the window take as long as all the others.
const queue = Object.entries(process.argv.includes('--static') ? checks : { ...checks, ...tests })
await Promise.all([worker(), worker()])
if (failed.length > 0) {
  process.stderr.write(`\nFailed: ${failed.join(', ')}\n`)
  process.exit(1)
}

async function worker() {
  for (let next = queue.shift(); next; next = queue.shift()) {
    const [name, args] = next
    const { code, output, seconds } = await run(args)
    process.stdout.write(
      `${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)\n${code === 0 ? '' : output}`,
    )
    if (code !== 0) failed.push(name)
  }
}

function run(args) {
  const started = performance.now()
  return new Promise(resolve => {
    const child = spawn(node24, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    const chunks = []
    child.stdout.on('data', chunk => chunks.push(chunk))
    child.stderr.on('data', chunk => chunks.push(chunk))
    child.on('close', code => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1)
      resolve({ code, output: Buffer.concat(chunks).toString(), seconds })
    })
  })
}
