import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { describeMachine } from './report/machine.ts'
import { runSoak } from './soak/run-soak.ts'
import type { Sample } from './soak/sample.ts'
import { trendsOf, verdictOf } from './soak/verdict.ts'

/** `npm run soak`: whether anything grows that should not, when mail comes for long and retention takes the oldest. */
const help = `npm run soak -- [options]
  --minutes N      how long (30)
  --per-second N   mails a second: real mail of 5 KB, newsletters, one in twenty with 1 MB (20)
  --kept N         the newest so many are kept (500)
  --from-sources   Mayfly from its sources, even when it is built
  --json FILE      all samples and slopes, for programs
`

// The handlers of `exit` end what was started.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1))

const { values } = parseArgs({
  options: {
    help: { type: 'boolean' },
    minutes: { type: 'string', default: '30' },
    'per-second': { type: 'string', default: '20' },
    kept: { type: 'string', default: '500' },
    'from-sources': { type: 'boolean', default: false },
    json: { type: 'string' },
  },
})
if (values.help) process.stdout.write(help)
else await main()

async function main(): Promise<void> {
  const machine = describeMachine()
  say(lineOf(['seconds', 'sent', 'stored', 'RSS', 'heap', 'external', 'database', 'log']))
  const soak = await runSoak({
    seconds: Number(values.minutes) * 60,
    perSecond: Number(values['per-second']),
    keptMessages: Number(values.kept),
    sampleEveryMs: 10_000,
    readerRestMs: 2_000,
    fromSources: values['from-sources'],
    onSample: sample => say(lineOf(cellsOf(sample))),
  })
  const { sent, stored, reading, loopDelay, samples } = soak
  say(`\n${verdictOf(samples)}`)
  say(`${sent} mails sent and acknowledged, ${stored} stored at the end (${values.kept} are kept).`)
  say(
    `The reader had ${JSON.stringify(reading)}; the main thread's longest delay: ${loopDelay?.max.toFixed(0)} ms.`,
  )
  if (values.json) {
    const report = { date: new Date().toISOString(), machine, ...soak, trends: trendsOf(samples) }
    writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`)
  }
}

function cellsOf({ seconds, sent, stored, ...mb }: Sample): string[] {
  const { rss, heap, external, database, log } = mb
  return [seconds, sent, stored, rss, heap, external, database, log].map(value => value.toFixed(0))
}

function lineOf(cells: string[]): string {
  return cells.map(cell => cell.padStart(9)).join('')
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
