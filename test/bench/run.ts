import type { Contender } from './contenders/contender.ts'
import type { Load } from './load/job.ts'
import { startServer, type Server } from './process/server.ts'
import type { Result, RowReport } from './report/report.ts'
import { figureOf } from './report/statistics.ts'
import type { Row, Sample, Scale, Tools } from './rows/row.ts'

type Deps = {
  scale: Scale
  load: Load
  /** Options of Node for the first contender, the one that is ours. */
  nodeArgs: string[]
  say: (text: string) => void
}

/** No measurement takes longer; what does is stopped and counts as failed. */
const longestMs = 200_000

/** Measures one row: all contenders in every round, one after the other. */
export async function runRow(row: Row, contenders: Contender[], deps: Deps): Promise<RowReport> {
  const fitting = contenders.filter(row.fits)
  const samples = new Map<string, Sample[]>(fitting.map(({ name }) => [name, []]))
  const problems = new Map<string, string>()
  for (let round = 1; round <= deps.scale.rounds; round += 1) {
    for (const contender of fitting.filter(({ name }) => !problems.has(name))) {
      deps.say(`${row.name}: ${contender.name}, round ${round}`)
      try {
        samples.get(contender.name)?.push(await measure(row, contender, deps))
      } catch (error) {
        problems.set(contender.name, error instanceof Error ? error.message : String(error))
      }
    }
  }
  const results = fitting.map(({ name }) => resultOf(name, row, samples.get(name) ?? [], problems.get(name)))
  return { name: row.name, title: row.title, note: row.note ?? null, metrics: [...row.metrics], results }
}

async function measure(row: Row, contender: Contender, { scale, load, nodeArgs }: Deps): Promise<Sample> {
  const started = new Set<Server>()
  const tools: Tools = {
    scale,
    load,
    async withServer(what, options, work) {
      const server = await startServer(what, { ...options, nodeArgs: what.name === 'mayfly' ? nodeArgs : [] })
      started.add(server)
      try {
        return await work(server)
      } finally {
        started.delete(server)
        await server.stop()
      }
    },
  }
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`stopped after ${longestMs / 1000} s`)), longestMs)
  })
  try {
    return await Promise.race([row.measure(contender, tools), late])
  } finally {
    clearTimeout(timer)
    for (const server of started) await server.stop()
  }
}

function resultOf(contender: string, row: Row, samples: Sample[], problem: string | undefined): Result {
  if (problem !== undefined || samples.length === 0)
    return { contender, figures: {}, problem: problem ?? 'not run' }
  const figures = row.metrics.map(
    ({ key }) => [key, figureOf(samples.map(sample => sample[key] ?? NaN))] as const,
  )
  return { contender, figures: Object.fromEntries(figures), problem: null }
}
