import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { allBounds } from './support/bounds.ts'

const root = new URL('../', import.meta.url)

test.each(allBounds)(
  '$area: $what has a bound, and a test that tries it below, at and above',
  ({ most, constant, test: file }) => {
    expect(most).toBeGreaterThan(0)
    expect(readFileSync(new URL(file, root), 'utf8')).toContain(`edge(${constant})`)
  },
)
