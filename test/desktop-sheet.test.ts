import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const sheet = readFileSync(join(root, 'docs/desktop-test-sheet.md'), 'utf8')

test('the manual test sheet numbers its lines, and names files that are there', () => {
  const lines = [...sheet.matchAll(/^\| *(\d+) *\|.*\|(.+)\|$/gm)]
  expect(lines.map(([, number]) => Number(number))).toEqual(lines.map((_, at) => at + 1))
  expect(lines.length).toBeGreaterThan(20)
  for (const [, number, files] of lines) {
    const named = [...files!.matchAll(/`([^`]+)`/g)].map(([, path]) => path!)
    expect(named, `line ${number}`).not.toEqual([])
    for (const path of named) expect(existsSync(join(root, path)), `${path} of line ${number}`).toBe(true)
  }
})
