import { expect, test } from 'vitest'
import { loadRounds } from '#test/crash/rounds/load.ts'
import type { Outcome } from '#test/crash/round.ts'
import { seededRandom } from '#test/support/seeded-random.ts'

/** Before a kill: enough for all connections to be in the middle of something. */
const answers = 30

test('five kills under load lose, double and damage no mail that was acknowledged', async () => {
  const outcomes: Outcome[] = []
  const onRound = (_round: number, outcome: Outcome) => void outcomes.push(outcome)
  await loadRounds({ chance: seededRandom(8) }, 5, onRound, answers)
  expect(outcomes.flatMap(({ failures }) => failures)).toEqual([])
  expect(outcomes).toHaveLength(5)
  expect(outcomes.reduce((sum, { acknowledged }) => sum + acknowledged, 0)).toBeGreaterThan(0)
})

test('a server that damages mail is found out', async () => {
  const failures: string[] = []
  const onRound = (_round: number, outcome: Outcome) => void failures.push(...outcome.failures)
  await loadRounds({ chance: seededRandom(9), plant: 'damaged' }, 1, onRound, answers)
  expect(failures.join('\n')).toContain('bytes that nobody sent')
})
