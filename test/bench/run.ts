import type { Contender } from './contenders/contender.ts'
import { measure, type Measured, type MeasureDeps } from './measure.ts'
import { processorTime, stolenShare } from './process/usage.ts'
import type { LoopDelay } from './process/server.ts'
import type { Result, RowReport } from './report/report.ts'
import { figureOf } from './report/statistics.ts'
import type { Row } from './rows/row.ts'

type Deps = MeasureDeps & { say: (text: string) => void }

/** Measures one row: all contenders in every round, one after the other. */
export async function runRow(row: Row, contenders: Contender[], deps: Deps): Promise<RowReport> {
  const start = performance.now()
  const timeBefore = processorTime()
  const fitting = contenders.filter(row.fits)
  const measured = new Map<string, Measured[]>(fitting.map(({ name }) => [name, []]))
  const problems = new Map<string, string>()
  for (let round = 1; round <= Math.min(deps.scale.rounds, row.rounds ?? Infinity); round += 1) {
    for (const contender of fitting.filter(({ name }) => !problems.has(name))) {
      deps.say(`${row.name}: ${contender.name}, round ${round}`)
      try {
        measured.get(contender.name)?.push(await measure(row, contender, deps))
      } catch (error) {
        problems.set(contender.name, error instanceof Error ? error.message : String(error))
      }
    }
  }
  const rounds = (name: string) => measured.get(name) ?? []
  const charts = (row.charts ?? []).map(chart => ({
    ...chart,
    lines: fitting.flatMap(({ name }) => rounds(name).at(-1)?.lines(chart.key) ?? []),
  }))
  const seconds = Math.round((performance.now() - start) / 1000)
  deps.say(`${row.name}: took ${seconds} s`)
  return {
    name: row.name,
    title: row.title,
    note: row.note ?? null,
    metrics: [...row.metrics],
    results: fitting.map(({ name }) => resultOf(name, row, rounds(name), problems.get(name))),
    charts,
    seconds,
    stolen: stolenShare(timeBefore, processorTime()),
  }
}

function resultOf(contender: string, row: Row, rounds: Measured[], problem: string | undefined): Result {
  const delays = rounds.flatMap(({ loopDelay }) => loopDelay ?? [])
  const longest = (of: (delay: LoopDelay) => number) =>
    delays.length > 0 ? Math.max(...delays.map(of)) : null
  const loop = { loopDelayMs: longest(({ max }) => max), loopBusyMs: longest(({ busy }) => busy) }
  if (problem !== undefined || rounds.length === 0)
    return { contender, figures: {}, ...loop, problem: problem ?? 'not run' }
  const figures = row.metrics.map(
    ({ key }) => [key, figureOf(rounds.map(({ sample }) => sample[key] ?? NaN))] as const,
  )
  return { contender, figures: Object.fromEntries(figures), ...loop, problem: null }
}
