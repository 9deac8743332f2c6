import { parseArgs } from 'node:util'
import { seededRandom } from '#test/support/seeded-random.ts'
import { keepRun } from './reliability-report.ts'
import type { Outcome, Plant, RoundOptions } from './round.ts'
import { backupRound } from './rounds/backup.ts'
import { deletionRound } from './rounds/deletion.ts'
import { importRound } from './rounds/import.ts'
import { loadRounds } from './rounds/load.ts'
import { migrationRound } from './rounds/migration.ts'
import { restoreRound } from './rounds/restore.ts'
import { retentionRound } from './rounds/retention.ts'

/** `npm run test:crash`: kills the built server at any moment and accounts for every mail that it acknowledged. */
const help = `npm run test:crash -- [options]
  --rounds N    kills under load; of each other kind there are a fifth as many (50)
  --seed N      the same seed sends the same mail and kills after the same waits (any)
  --plant NAME  a fault in the server that has to be found: early, twice, damaged, unflushed
`

/** Of each other kind, one for so many under load. */
const loadRoundsForEach = 5
const otherKinds = {
  'kill during a migration': migrationRound,
  'kill during retention': retentionRound,
  'kill during a restore': restoreRound,
  'kill during backups': backupRound,
  'kill during deletion': deletionRound,
  'kill during an import': importRound,
}

// The handlers of `exit` end what was started.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1))

const { values } = parseArgs({
  options: {
    help: { type: 'boolean' },
    rounds: { type: 'string', default: '50' },
    seed: { type: 'string' },
    plant: { type: 'string' },
  },
})
if (values.help) process.stdout.write(help)
else await main()

async function main(): Promise<void> {
  const rounds = Number(values.rounds)
  const seed = Number(values.seed ?? Date.now() % 1_000_000)
  say(`seed ${seed}`)
  // Checked by the server's preload, which knows no other names.
  const options = { chance: seededRandom(seed), plant: values.plant as Plant | undefined }
  let failed = await tally('kill under load', seed, onRound => loadRounds(options, rounds, onRound))
  for (const [name, round] of Object.entries(otherKinds)) {
    const count = Math.ceil(rounds / loadRoundsForEach)
    failed += await tally(name, seed, onRound => repeat(round, options, count, onRound))
  }
  process.exitCode = failed === 0 ? 0 : 1
}

type OnRound = (round: number, outcome: Outcome) => void

async function repeat(
  round: (options: RoundOptions) => Promise<Outcome>,
  options: RoundOptions,
  count: number,
  onRound: OnRound,
): Promise<void> {
  for (let number = 1; number <= count; number++) onRound(number, await round(options))
}

/** Runs rounds of a kind, says what each found, keeps the sum for the table. Planted faults are not kept. */
async function tally(name: string, seed: number, run: (onRound: OnRound) => Promise<void>): Promise<number> {
  const failures: string[] = []
  let inputs = 0
  let rounds = 0
  await run((round, outcome) => {
    rounds++
    inputs += outcome.acknowledged
    failures.push(...outcome.failures.map(line => `round ${round}: ${line}`))
    say(`${name}, round ${round}: ${outcome.acknowledged} acknowledged, ${outcome.failures.length} failures`)
    for (const line of outcome.failures.slice(0, 5)) say(`  ${line}`)
  })
  say(`${name}: ${rounds} kills, ${inputs} mails accounted for, ${failures.length} failures\n`)
  if (!values.plant) keepRun({ name, seed, inputs, rounds, failures, date: new Date().toISOString() })
  return failures.length
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
