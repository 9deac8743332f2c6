import { mkdirSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { keepRun } from '../crash/reliability-report.ts'
import { runTarget, type Report } from './run-target.ts'
import { targets } from './targets/all.ts'

/** `npm run fuzz`: whether anything that comes in can break what it comes into. */
const help = `npm run fuzz -- [options]
  --seconds N    for each target (60)
  --rounds N     instead: so many rounds of each
  --seed N       of the first round; each has the next (the time)
  --only A,B     these targets: ${targets.map(({ name }) => name).join(', ')}
Counts go to out/reliability/fuzz-<target>.json; what was found to out/fuzz/<target>.json, with the seed that makes it again.
`

const { values } = parseArgs({
  options: {
    help: { type: 'boolean' },
    seconds: { type: 'string', default: '60' },
    rounds: { type: 'string' },
    seed: { type: 'string' },
    only: { type: 'string' },
  },
})
if (values.help) process.stdout.write(help)
else await main()

async function main(): Promise<void> {
  const seed = Number(values.seed ?? Date.now() % 1e9)
  const only = values.only?.split(',')
  const until = values.rounds ? { rounds: Number(values.rounds) } : { seconds: Number(values.seconds) }
  let found = 0
  for (const target of targets.filter(({ name }) => only?.includes(name) ?? true)) {
    const report = await runTarget(target, { seed, ...until })
    found += report.failures.length
    tell(report)
  }
  if (found > 0) process.exitCode = 1
}

function tell(report: Report): void {
  const { name, seed, inputs, rounds, failures, blockedMs } = report
  const date = new Date().toISOString()
  const inWords = failures.map(failure => `seed ${failure.seed}: ${failure.problem.split('\n')[0]}`)
  keepRun({ name: `Fuzz: ${name}`, seed, inputs, rounds, failures: inWords, date })
  if (failures.length > 0) keepFound(name, failures)
  process.stdout.write(
    `${name.padEnd(10)} ${inputs} inputs in ${rounds} rounds, ${failures.length} failures, at most ${blockedMs} ms without a turn\n`,
  )
  for (const failure of failures.slice(0, 10)) {
    const lines = failure.problem.split('\n').slice(0, 6)
    process.stdout.write(`  seed ${failure.seed}: ${lines.join('\n    ')}\n`)
  }
}

/** The inputs themselves, to make fixtures of. */
function keepFound(name: string, failures: Report['failures']): void {
  const folder = new URL('../../out/fuzz/', import.meta.url)
  mkdirSync(folder, { recursive: true })
  writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify(failures, null, 2)}\n`)
}
