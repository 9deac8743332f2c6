import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { allBounds } from './support/bounds.ts'

const root = new URL('../', import.meta.url)

test.each(allBounds)(
  '$area: $what has a bound, and a test that names its edge',
  ({ most, constant, test: file }) => {
    expect(most).toBeGreaterThan(0)
    expect(readFileSync(new URL(file, root), 'utf8')).toContain(`edge(${constant})`)
  },
)

test('each bound is named apart, so that no test is taken for that of another one', () => {
  const names = allBounds.map(({ constant }) => constant)
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
})
