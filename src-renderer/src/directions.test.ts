import { expect, test } from 'vitest'

const sources = import.meta.glob<string>(['./**/*.{vue,ts,css}', '!./**/*.test.ts'], {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** Classes and properties that know left and right, where languages that are read the other way need start and end. */
const physical =
  /(?<![\w-])(?:-?[mp][lr]-[\w.[]+|(?:left|right)-[\d[][\w./%-]*|text-(?:left|right)|border-[lr](?![\w])|rounded-(?:[lr]|[tb][lr])(?![\w])|(?:margin|padding|border)-(?:left|right)|text-align: ?(?:left|right))/g

test('the window can be read from right to left', () => {
  expect(Object.keys(sources).length).toBeGreaterThan(80)
  const found = Object.entries(sources).flatMap(([file, source]) =>
    [...source.matchAll(physical)].map(([text]) => `${file}: ${text}`),
  )
  expect(found).toEqual([])
})
