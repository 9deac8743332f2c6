import type { Metric } from '../rows/row.ts'
import type { RowReport } from './report.ts'

/**
 * One row as lines of a Markdown table, which people read in a terminal just as well. The ratio says how many
 * times better the first contender is in the first metric.
 */
export function tableOf({ metrics, results }: RowReport): string[] {
  const [first] = metrics
  const base = results[0]
  const heads = [
    '',
    ...metrics.map(({ label, unit }) => (label.endsWith(unit) ? label : `${label} (${unit})`)),
  ]
  const rows = results.map(({ contender, figures, problem }) => {
    if (problem) return [contender, `FAILED: ${problem}`, ...Array(metrics.length + 1).fill('')] as string[]
    const spread = first && figures[first.key]
    return [
      contender,
      ...metrics.map(({ key }) => show(figures[key]?.median)),
      spread ? `${show(spread.min)}–${show(spread.max)}` : '',
      first && base !== undefined && base.contender !== contender
        ? ratio(first, base.figures[first.key]?.median, spread?.median)
        : '',
    ]
  })
  return align([...[[...heads, 'spread', `${base?.contender ?? ''} is better by`]], ...rows])
}

/** Columns of equal width, as the formatter wants them. */
export function align(cells: string[][], numbersFrom = 1): string[] {
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(3, ...cells.map(row => (row[column] ?? '').length)),
  )
  const line = (row: string[]) =>
    `| ${widths.map((width, column) => (column < numbersFrom ? (row[column] ?? '').padEnd(width) : (row[column] ?? '').padStart(width))).join(' | ')} |`
  const rule = widths.map((width, column) =>
    column < numbersFrom ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  )
  const [head = [], ...rest] = cells
  return [line(head), `| ${rule.join(' | ')} |`, ...rest.map(line)]
}

function ratio({ better }: Metric, own: number | undefined, other: number | undefined): string {
  if (!own || !other) return ''
  return `${show(better === 'more' ? own / other : other / own)}×`
}

/** Three digits are as many as a run repeats. */
function show(value: number | undefined): string {
  if (value === undefined || !Number.isFinite(value)) return '–'
  if (value >= 100) return Math.round(value).toLocaleString('en-US')
  return value >= 10 ? value.toFixed(1) : value.toFixed(2)
}
