// `npm run audit`: asks the registry for published advisories. Ends with 1 when there are any that are high, with 2 when
// nobody could be asked: then nothing was checked, which is not the same as nothing found.
import { spawnSync } from 'node:child_process'
import { root } from './setup.mjs'

const windows = process.platform === 'win32'
const { stdout } = spawnSync(windows ? 'npm.cmd' : 'npm', ['audit', '--json', '--audit-level=high'], {
  cwd: root,
  encoding: 'utf8',
  shell: windows,
  maxBuffer: 64 * 1024 * 1024,
})
const { words, exitCode } = judgeAudit(stdout)
process.stdout.write(`${words}\n`)
process.exitCode = exitCode

function judgeAudit(text) {
  const answer = toObject(text)
  const found = answer?.metadata?.vulnerabilities
  if (!found) {
    const why = answer?.message ?? answer?.error?.summary ?? 'npm gave no answer'
    return { words: `Nothing was checked: the registry answers no audits (${why}).`, exitCode: 2 }
  }
  const names = Object.values(answer.vulnerabilities).map(({ name, severity }) => `  ${severity}: ${name}`)
  const words = `${found.total} of ${answer.metadata.dependencies.total} packages have advisories.`
  return { words: [words, ...names].join('\n'), exitCode: found.high + found.critical > 0 ? 1 : 0 }
}

function toObject(text) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
