import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { allBounds } from './support/bounds.ts'

const root = new URL('../', import.meta.url)

test.each(allBounds)('$area: $what has a bound, and a test that is there', ({ most, test: file }) => {
  expect(most).toBeGreaterThan(0)
  expect(file === null || existsSync(new URL(file, root))).toBe(true)
})
