import type { Contender } from '../contenders/contender.ts'
import type { Load } from '../load/job.ts'
import type { Server } from '../process/server.ts'

export type Metric = { key: string; label: string; unit: string; better: 'more' | 'less' }

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
  requests: number
  settleMs: number
  starts: number
}

export type Tools = {
  scale: Scale
  load: Load
  /** Runs a contender for as long as `work` takes. */
  withServer<T>(
    contender: Contender,
    options: { watchLoop?: boolean },
    work: (server: Server) => Promise<T>,
  ): Promise<T>
}

/** One question. The first metric is the one that contenders are compared by. */
export type Row = {
  name: string
  title: string
  /** What a reader must know to judge the figures. */
  note?: string
  metrics: readonly [Metric, ...Metric[]]
  fits(contender: Contender): boolean
  measure(contender: Contender, tools: Tools): Promise<Sample>
}
