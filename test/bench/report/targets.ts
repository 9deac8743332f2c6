import type { Metric, Target } from '../rows/row.ts'
import type { Report, RowReport } from './report.ts'
import { headOf, show, timesBetter } from './show.ts'
import { align } from './align.ts'

/** Whose targets they are. */
const ours = 'mayfly'

type Verdict = { wanted: string; reached: string; verdict: 'met' | 'missed' | 'failed' | 'not measured' }

/** Every target of the run and what came of it, missed ones in bold. */
export function targetSection({ rows, quick }: Report): string {
  if (quick) return ''
  const cells = rows.flatMap(row =>
    row.metrics.flatMap(metric =>
      verdictsOf(row, metric).map(({ wanted, reached, verdict }) => [
        row.name,
        headOf(metric),
        wanted,
        reached,
        verdict === 'met' ? verdict : `**${verdict}**`,
      ]),
    ),
  )
  if (cells.length === 0) return ''
  return ['## Targets', '', ...align([['row', 'what', 'target', 'reached', ''], ...cells], 5), ''].join('\n')
}

/** The targets of one metric in short, for the last line of its table. */
export function targetCell(row: RowReport, metric: Metric): string {
  return verdictsOf(row, metric)
    .map(({ wanted, verdict }) => `${wanted}: ${verdict}`)
    .join(', ')
}

function verdictsOf(row: RowReport, metric: Metric): Verdict[] {
  const { value, times } = metric.target ?? {}
  if (!row.results.some(({ contender }) => contender === ours)) return []
  return [
    ...(value === undefined ? [] : [judgeValue(row, metric, value)]),
    ...(times === undefined ? [] : [judgeTimes(row, metric, times)]),
  ]
}

function judgeValue(row: RowReport, metric: Metric, value: number): Verdict {
  const reached = medianOf(row, ours, metric)
  const met = metric.better === 'more' ? reached >= value : reached <= value
  return {
    wanted: `${metric.better === 'more' ? '≥' : '≤'} ${value.toLocaleString('en-US')}`,
    reached: show(reached),
    verdict: Number.isNaN(reached) ? whyNot(row, ours) : met ? 'met' : 'missed',
  }
}

function judgeTimes(row: RowReport, metric: Metric, { factor, than }: Required<Target>['times']): Verdict {
  const own = medianOf(row, ours, metric)
  const other = medianOf(row, than, metric)
  const ratio = timesBetter(metric, own, other)
  const missing = Number.isNaN(own) ? whyNot(row, ours) : whyNot(row, than)
  return {
    wanted: `≥ ${factor}× ${than}`,
    reached: `${show(ratio)}${Number.isNaN(ratio) ? '' : '×'}`,
    verdict: Number.isNaN(ratio) ? missing : ratio >= factor ? 'met' : 'missed',
  }
}

function medianOf({ results }: RowReport, contender: string, { key }: Metric): number {
  // JSON has no NaN, so a report that was read again has null there.
  return results.find(result => result.contender === contender)?.figures[key]?.median ?? NaN
}

function whyNot({ results }: RowReport, contender: string): 'failed' | 'not measured' {
  return results.find(result => result.contender === contender)?.problem ? 'failed' : 'not measured'
}
