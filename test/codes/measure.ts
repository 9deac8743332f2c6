import { fileURLToPath } from 'node:url'
import { loadFixtures } from './fixtures.ts'
import { printReport } from './report.ts'
import { passes, tally } from './tally.ts'

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const results = await loadFixtures()
  for (const line of printReport(results)) console.log(line)
  const sets = [results.filter(result => !result.heldOut), results.filter(result => result.heldOut)]
  process.exitCode = sets.every(set => passes(tally(set))) ? 0 : 1
}
