import { expect, it } from 'vitest'
import { loadSets } from './fixtures.ts'
import { passes, tally } from './tally.ts'

it.each(await loadSets())(
  'finds at least 95 %% of codes and links in the $name mails, and as little else',
  set => {
    expect(set.results.length).toBeGreaterThanOrEqual(40)
    const figures = tally(set.results)
    expect(passes(figures), JSON.stringify(figures)).toBe(true)
  },
)
