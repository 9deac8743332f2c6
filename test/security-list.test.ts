import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const list = readFileSync(join(root, 'docs', 'security.md'), 'utf8')
const named = [...list.matchAll(/`(\S+\.ts)`: (.+?) *\|$/gm)].map(([, file, title]) => ({
  file: file!,
  title: title!,
}))

test('the list of attacks is there, and every line of it names a test', () => {
  const lines = list.split('\n').filter(line => /^\| (?!attack|advisory|-)/.test(line))
  expect(lines.length).toBeGreaterThan(50)
  expect(named).toHaveLength(lines.length)
})

test.each(named)('$file: $title', ({ file, title }) => {
  const source = readFileSync(join(root, file), 'utf8').replaceAll('\\', '')
  // As it stands in the source: the name of a test, or of a group of them.
  expect(source).toMatch(new RegExp(`(test|describe|\\))[^]{0,400}?['"\`]${escape(title)}['"\`]`))
})

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
