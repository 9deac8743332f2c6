import { align } from './align.ts'
import type { RowReport } from './report.ts'
import { headOf, show, timesBetter } from './show.ts'
import { targetCell } from './targets.ts'

/**
 * One row as lines of a Markdown table, which people read in a terminal just as well. The ratio says how many
 * times better the first contender is in the first metric.
 */
export function tableOf(row: RowReport): string[] {
  const { metrics, results } = row
  const [first] = metrics
  const base = results[0]
  const heads = ['', ...metrics.map(headOf), 'spread', `${base?.contender ?? ''} is better by`]
  const lines = results.map(({ contender, figures, problem }) => {
    if (problem) return [contender, `FAILED: ${problem}`, ...Array(metrics.length + 1).fill('')] as string[]
    const spread = first && figures[first.key]
    const other = base !== undefined && base.contender !== contender
    return [
      contender,
      ...metrics.map(({ key }) => show(figures[key]?.median)),
      spread ? `${show(spread.min)}–${show(spread.max)}` : '',
      first && other ? ratio(timesBetter(first, medianOf(base.figures), medianOf(figures))) : '',
    ]
  })
  const targets = metrics.map(metric => targetCell(row, metric))
  const last = targets.some(cell => cell !== '') ? [['target', ...targets, '', '']] : []
  return align([heads, ...lines, ...last])

  function medianOf(figures: RowReport['results'][number]['figures']): number {
    return (first && figures[first.key]?.median) ?? NaN
  }
}

const ratio = (value: number) => (Number.isFinite(value) ? `${show(value)}×` : '')
