import { expect, test } from 'vitest'
import { runTarget } from './run-target.ts'
import { targets } from './targets/all.ts'

/** Any will do, as long as it stays: what fails here fails again. `npm run fuzz` takes others, and longer. */
const seed = 20_261_121

test.each(targets.map(target => [target.name, target] as const))(
  '%s: nothing that comes in breaks it',
  async (_name, target) => {
    const report = await runTarget(target, { seed, rounds: target.shortRounds })
    expect(report.failures).toEqual([])
    expect(report.rounds).toBe(target.shortRounds)
    expect(report.inputs).toBeGreaterThanOrEqual(report.rounds)
  },
  60_000,
)
