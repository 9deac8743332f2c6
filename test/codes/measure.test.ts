import { expect, it } from 'vitest'
import { loadFixtures } from './fixtures.ts'
import { passes, tally } from './tally.ts'

it.each([
  ['tuned', false],
  ['held out', true],
])('finds at least 95 %% of codes and links in the %s mails, and as little else', async (_name, heldOut) => {
  const results = (await loadFixtures()).filter(result => result.heldOut === heldOut)
  expect(results.length).toBeGreaterThanOrEqual(40)
  const figures = tally(results)
  expect(passes(figures), JSON.stringify(figures)).toBe(true)
})
