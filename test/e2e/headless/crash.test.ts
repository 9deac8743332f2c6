import { expect, test } from 'vitest'
import { loadRounds } from '#test/crash/rounds/load.ts'
import type { Outcome } from '#test/crash/round.ts'
import { seededRandom } from '#test/support/seeded-random.ts'

test('five kills under load lose, double and damage no mail that was acknowledged', async () => {
  const outcomes: Outcome[] = []
  await loadRounds({ chance: seededRandom(8) }, 5, (_round, outcome) => outcomes.push(outcome))
  expect(outcomes.flatMap(({ failures }) => failures)).toEqual([])
  expect(outcomes).toHaveLength(5)
  expect(outcomes.reduce((sum, { acknowledged }) => sum + acknowledged, 0)).toBeGreaterThan(0)
})

test('a server that damages mail is found out', async () => {
  const failures: string[] = []
  await loadRounds({ chance: seededRandom(9), plant: 'damaged' }, 1, (_round, outcome) =>
    failures.push(...outcome.failures),
  )
  expect(failures.join('\n')).toContain('bytes that nobody sent')
})
