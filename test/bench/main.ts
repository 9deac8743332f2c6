import { readFileSync, writeFileSync } from 'node:fs'
import { allContenders } from './contenders/all.ts'
import type { Contender } from './contenders/contender.ts'
import { createOwnLoad } from './load/own-load.ts'
import { createSmtpSource, findSmtpSource } from './load/smtp-source.ts'
import { help, readOptions, type Options } from './options.ts'
import { describeMachine } from './report/machine.ts'
import { mainThreadSection } from './report/main-thread.ts'
import type { Report } from './report/report.ts'
import { targetSection } from './report/targets.ts'
import { preamble, sectionOf } from './report/text.ts'
import { writeDocs } from './report/write-docs.ts'
import { allRows } from './rows/all.ts'
import type { Row } from './rows/row.ts'
import { runRow } from './run.ts'

/** Enough to see that the bench works, without a network. */
const quickOnes = ['mayfly', 'bare']

// The handlers of `exit` end what was started.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1))

const options = readOptions(process.argv.slice(2), process.env)
if (options) await main(options)
else process.stdout.write(help)

async function main(asked: Options): Promise<void> {
  const report = asked.from ? (JSON.parse(readFileSync(asked.from, 'utf8')) as Report) : await bench(asked)
  const sections = [preamble(report), ...report.rows.map(row => sectionOf(row))]
  const summary = [mainThreadSection(report), targetSection(report)]
  process.stdout.write(`\n${[...sections, ...summary].join('\n')}\n`)
  if (asked.json) writeFileSync(asked.json, `${JSON.stringify(report, null, 2)}\n`)
  if (asked.writeDocs) writeDocs(report)
  const failed = report.rows.some(({ results }) => results.some(({ problem }) => problem !== null))
  if (failed) process.exitCode = 1
}

async function bench(asked: Options): Promise<Report> {
  const contenders = chosen(
    allContenders(asked),
    asked.contenders.length || !asked.quick ? asked.contenders : quickOnes,
  )
  const missing = new Map<string, string>()
  for (const contender of contenders) {
    const why = await prepare(contender)
    if (why !== undefined) missing.set(contender.name, why)
  }
  const machine = describeMachine()
  const load = createOwnLoad()
  const binary = findSmtpSource(asked.smtpSource, process.env['PATH'] ?? '')
  const source = binary ? createSmtpSource(binary) : undefined
  const present = contenders.filter(({ name }) => !missing.has(name))
  const nodeArgs = asked.profile ? ['--cpu-prof', `--cpu-prof-dir=${asked.profile}`] : []
  const rows: Report['rows'] = []
  try {
    for (const row of chosen(allRows(source), asked.only)) {
      rows.push(await runRow(row, present, { scale: asked.scale, load, nodeArgs, say }))
    }
  } finally {
    load.stop()
    source?.stop()
  }
  return {
    date: new Date().toISOString(),
    machine,
    rounds: asked.scale.rounds,
    quick: asked.quick,
    load: source
      ? `${load.name}, and ${source.name} where it says so`
      : `${load.name} (smtp-source was not found)`,
    contenders: contenders.map(contender => describe(contender, missing.get(contender.name))),
    rows,
  }
}

/** Fetches a contender that can be fetched. Gives the reason when it cannot be run. */
async function prepare(contender: Contender): Promise<string | undefined> {
  const why = contender.missing()
  if (why === undefined || !contender.install) return why
  say(`installing ${contender.name}`)
  try {
    await contender.install()
    return contender.missing()
  } catch (error) {
    return `could not be installed: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`
  }
}

function describe({ name, version, work, isReference }: Contender, missing: string | undefined) {
  return { name, version: missing ? '' : version(), work, isReference, missing: missing ?? null }
}

function chosen<T extends Contender | Row>(all: readonly T[], names: string[]): T[] {
  const unknown = names.find(name => !all.some(one => one.name === name))
  if (unknown) throw new Error(`There is no ${unknown}; there are ${all.map(({ name }) => name).join(', ')}`)
  return names.length === 0 ? [...all] : all.filter(({ name }) => names.includes(name))
}

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}
