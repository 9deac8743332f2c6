import type { Contender } from '../contenders/contender.ts'
import type { Load } from '../load/job.ts'
import type { Server, ServerOptions } from '../process/server.ts'
import type { Chart } from '../report/chart.ts'

export type Metric = {
  key: string
  label: string
  unit: string
  better: 'more' | 'less'
  /** What Mayfly is to reach in it. */
  target?: Target
}

export type Target = {
  /** At least or at most this, whichever is better. */
  value?: number
  /** So many times better than another contender. */
  times?: { factor: number; than: string }
}

/** What one round gave, by metric. */
export type Sample = Record<string, number>

/** How much of everything; `--quick` makes it small. */
export type Scale = {
  rounds: number
  messages: number
  largeMails: number
  warmUp: number
  connections: number
  latencies: number
  stored: number
  /** Stores that are made beforehand hold at most so many. */
  largestStore: number
  requests: number
  settleMs: number
  starts: number
  /** Connections that are kept open beside the load. */
  held: number
  /** Messages of a long list, and turns of the wheel through it. */
  listed: number
  wheelTurns: number
}

export type Tools = {
  scale: Scale
  load: Load
  /** Runs a contender for as long as `work` takes. */
  withServer<T>(
    contender: Contender,
    options: ServerOptions,
    work: (server: Server) => Promise<T>,
  ): Promise<T>
  /** Adds a point to a chart of the row, on the line of the contender or of another name. */
  plot(chart: string, x: number, y: number, line?: string): void
}

/** One question. The first metric is the one that contenders are compared by. */
export type Row = {
  name: string
  title: string
  /** What a reader must know to judge the figures. */
  note?: string
  metrics: readonly [Metric, ...Metric[]]
  /** Series besides the table; drawn are those of the last round. */
  charts?: readonly Chart[]
  /** At most so many rounds, for what takes long and repeats well. */
  rounds?: number
  /** How long one measurement may take, where the usual is too short. */
  longestMs?: number
  fits(contender: Contender): boolean
  measure(contender: Contender, tools: Tools): Promise<Sample>
}
