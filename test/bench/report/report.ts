import type { Metric } from '../rows/row.ts'
import type { ChartReport } from './chart.ts'
import type { Machine } from './machine.ts'
import type { Figure } from './statistics.ts'

/** What one contender reached in one row; a problem instead of figures when it failed. */
export type Result = {
  contender: string
  figures: Record<string, Figure>
  /** The longest that its main thread was held up in any round; null for who was not watched. */
  loopDelayMs: number | null
  /** The longest that it worked on end, in processor time; the rest of a delay it waited for a processor. */
  loopBusyMs: number | null
  problem: string | null
}

export type RowReport = {
  name: string
  title: string
  note: string | null
  metrics: Metric[]
  results: Result[]
  charts: ChartReport[]
  /** How long the row took. */
  seconds: number
  /** The share of the processors that the host kept for other machines meanwhile; null where nobody knows, left out before it was measured. */
  stolen?: number | null
}

export type ContenderReport = {
  name: string
  version: string
  work: string
  isReference: boolean
  missing: string | null
}

/** The whole run, as `--json` writes it. */
export type Report = {
  date: string
  machine: Machine
  rounds: number
  quick: boolean
  load: string
  contenders: ContenderReport[]
  rows: RowReport[]
}
