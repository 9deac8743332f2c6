import { expect, test } from 'vitest'
import { en } from './en/en.ts'

const sources = import.meta.glob<string>('../**/*.{vue,ts}', {
  query: '?raw',
  import: 'default',
  eager: true,
})

function lookUp(key: string): unknown {
  return key
    .split('.')
    .reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], en)
}

const usedKeys = Object.entries(sources).flatMap(([file, source]) =>
  [...source.matchAll(/\bt\(\s*'([\w.]+)'/g)].map(match => [match[1] ?? '', file] as const),
)

test('the sources were read', () => {
  expect(usedKeys.length).toBeGreaterThan(80)
})

test.each(usedKeys)('%s is written (%s)', key => {
  expect(lookUp(key)).toBeTypeOf('string')
})
