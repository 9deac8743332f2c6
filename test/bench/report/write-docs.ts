import { writeFileSync } from 'node:fs'
import type { Report } from './report.ts'
import { preamble, sectionOf } from './text.ts'

const page = new URL('../../../docs/benchmarks.md', import.meta.url)

/** The page of figures: written by the bench, never by hand. */
export function writeDocs(report: Report): void {
  const intro =
    '# Benchmarks\n\nWritten by `npm run bench -- --write-docs`; how it measures is in `test/bench/README.md`.\n'
  writeFileSync(page, `${[intro, preamble(report), ...report.rows.map(sectionOf)].join('\n').trimEnd()}\n`)
}
