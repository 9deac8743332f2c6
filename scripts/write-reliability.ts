// `npm run docs:reliability -- [FOLDER...]`: writes the table of what the runs found into docs/reliability.md, from what they left
// in out/reliability and in other folders of that kind. The newest run of a name counts.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { docsFolder } from '../test/support/doc-tables.ts'
import { reportFolder, type ReliabilityRun } from '../test/crash/reliability-report.ts'

const folders = [reportFolder, ...process.argv.slice(2)].filter(folder => existsSync(folder))
const runs = folders.flatMap(folder =>
  readdirSync(folder)
    .filter(name => name.endsWith('.json'))
    .map(name => JSON.parse(readFileSync(join(folder, name), 'utf8')) as ReliabilityRun),
)
const newest = new Map(runs.toSorted((a, b) => a.date.localeCompare(b.date)).map(run => [run.name, run]))
const rows = [...newest.values()]
  .toSorted((a, b) => a.name.localeCompare(b.name))
  .map(
    ({ name, rounds, inputs, failures, seed, date }) =>
      `| ${name} | ${number(rounds)} | ${number(inputs)} | ${number(failures.length)} | ${seed} | ${date.slice(0, 10)} |`,
  )
const table = [
  '| run | rounds | inputs | failures | seed | date |',
  '| --- | ---: | ---: | ---: | ---: | --- |',
  ...rows,
].join('\n')

const page = new URL('reliability.md', docsFolder)
const markers = /(<!-- runs: [^>]*-->\n\n)[^]*?(\n\n<!-- end of runs -->)/
const text = readFileSync(page, 'utf8')
if (!markers.test(text)) throw new Error('docs/reliability.md has no place for the table')
writeFileSync(
  page,
  text.replace(markers, (_, start: string, end: string) => `${start}${table}${end}`),
)

function number(value: number): string {
  return value.toLocaleString('en')
}
