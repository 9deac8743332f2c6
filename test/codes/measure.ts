import { fileURLToPath } from 'node:url'
import { loadSets } from './fixtures.ts'
import { printReport } from './report.ts'
import { passes, tally } from './tally.ts'

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const sets = await loadSets()
  for (const line of printReport(sets)) console.log(line)
  process.exitCode = sets.every(set => passes(tally(set.results))) ? 0 : 1
}
