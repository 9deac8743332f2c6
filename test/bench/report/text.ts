import type { ChartReport } from './chart.ts'
import type { Report, RowReport } from './report.ts'
import { align } from './align.ts'
import { tableOf } from './table.ts'

/** What was run, where, and what each contender's work is worth. */
export function preamble({ date, machine, rounds, load, quick, contenders }: Report): string {
  const cells = contenders.map(({ name, version, work, missing }) => [
    name,
    missing ? 'not run' : version,
    missing ? `${missing}` : work,
  ])
  return [
    ...(quick ? ['**A quick run: these figures only show that the bench works.**', ''] : []),
    `Measured ${date.slice(0, 10)}: ${machine.cores} cores of ${machine.cpu}, ${machine.memoryGb} GB, ${machine.system}, Node ${machine.node}; ` +
      `load average before the run ${machine.loadBefore}. Server and load share the machine, over the loopback. Load: ${load}.`,
    '',
    `Every figure is the median of ${rounds} round(s), fewer where a row takes long; the spread is that of the first column. Each round starts a fresh process with an empty store.`,
    '',
    ...align([['contender', 'version', 'what its 250 promises'], ...cells], 3),
    '',
  ].join('\n')
}

/** One row: its table, and its charts where there is a place to link them from. */
export function sectionOf(row: RowReport, linkCharts = false): string {
  const links = linkCharts ? row.charts.filter(hasPoints) : []
  return [
    `## ${row.title}`,
    '',
    ...(row.note ? [row.note, ''] : []),
    ...tableOf(row),
    '',
    `${roundsOf(row)} round(s), ${row.seconds} s${stolenText(row)}. Alone: \`npm run bench -- --only ${row.name}\`.`,
    '',
    ...links.flatMap(chart => [`![${chart.title}](benchmarks/${chartFile(row, chart)})`, '']),
  ].join('\n')
}

/** A virtual machine has its processors only as far as its host lets it. */
const stolenText = ({ stolen }: RowReport): string =>
  typeof stolen === 'number'
    ? `, in which the host kept ${Math.round(stolen * 100)} % of the processors for others`
    : ''

export const chartFile = (row: RowReport, { key }: ChartReport) => `${row.name}-${key}.svg`

export const hasPoints = ({ lines }: ChartReport) => lines.some(({ points }) => points.length > 0)

const roundsOf = ({ results }: RowReport) =>
  Math.max(0, ...results.flatMap(({ figures }) => Object.values(figures).map(({ rounds }) => rounds.length)))
