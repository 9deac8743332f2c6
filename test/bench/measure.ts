import type { Contender } from './contenders/contender.ts'
import type { Load } from './load/job.ts'
import { startServer, type LoopDelay, type Server } from './process/server.ts'
import { createPlotter, type Line } from './report/chart.ts'
import type { Row, Sample, Scale, Tools } from './rows/row.ts'

export type MeasureDeps = {
  scale: Scale
  load: Load
  /** Options of Node for the first contender, the one that is ours. */
  nodeArgs: string[]
}

/** One round of one contender. */
export type Measured = {
  sample: Sample
  /** Of all servers that the round started; undefined when none could be watched. */
  loopDelay: LoopDelay | undefined
  lines: (chart: string) => Line[]
}

/** No measurement takes longer, unless its row says so; what does is stopped and counts as failed. */
const usualLongestMs = 200_000

/** Measures one contender once. Whatever was started is stopped, also when it fails or takes too long. */
export async function measure(
  row: Row,
  contender: Contender,
  { scale, load, nodeArgs }: MeasureDeps,
): Promise<Measured> {
  const started = new Set<Server>()
  const delays: LoopDelay[] = []
  const plotter = createPlotter(row.charts ?? [])
  const tools: Tools = {
    scale,
    load,
    plot: (chart, x, y, line = contender.name) => plotter.add(chart, x, y, line),
    async withServer(what, options, work) {
      const profiling = what.name === 'mayfly' ? nodeArgs : []
      const server = await startServer(what, {
        ...options,
        nodeArgs: [...profiling, ...(options.nodeArgs ?? [])],
      })
      started.add(server)
      try {
        const result = await work(server)
        delays.push(...((await server.loopDelay().then(delay => delay && [delay])) ?? []))
        return result
      } finally {
        started.delete(server)
        await server.stop()
      }
    },
  }
  try {
    const sample = await within(row.longestMs ?? usualLongestMs, row.measure(contender, tools))
    return { sample, loopDelay: longest(delays), lines: plotter.lines }
  } finally {
    for (const server of started) await server.stop()
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`stopped after ${ms / 1000} s`)), ms)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

function longest(delays: LoopDelay[]): LoopDelay | undefined {
  if (delays.length === 0) return undefined
  const most = (of: (delay: LoopDelay) => number) => Math.max(...delays.map(of))
  return { p99: most(({ p99 }) => p99), max: most(({ max }) => max), busy: most(({ busy }) => busy) }
}
