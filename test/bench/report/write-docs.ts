import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { drawChart } from './draw-chart.ts'
import { mainThreadSection } from './main-thread.ts'
import type { Report } from './report.ts'
import { targetSection } from './targets.ts'
import { chartFile, hasPoints, preamble, sectionOf } from './text.ts'

const docs = new URL('../../../docs/', import.meta.url)
const intro =
  '# Benchmarks\n\nWritten by `npm run bench -- --write-docs`; how it measures is in `test/bench/README.md`.\n'

/** The page of figures and its charts: written by the bench, never by hand. */
export function writeDocs(report: Report, folder: URL = docs): void {
  const charts = new URL('benchmarks/', folder)
  rmSync(charts, { recursive: true, force: true })
  mkdirSync(charts, { recursive: true })
  for (const row of report.rows) {
    for (const chart of row.charts.filter(hasPoints))
      writeFileSync(new URL(chartFile(row, chart), charts), drawChart(chart))
  }
  const sections = [
    intro,
    preamble(report),
    targetSection(report),
    mainThreadSection(report),
    ...report.rows.map(row => sectionOf(row, true)),
  ]
  const text = sections.filter(section => section !== '').join('\n')
  writeFileSync(new URL('benchmarks.md', folder), `${text.trimEnd()}\n`)
}
