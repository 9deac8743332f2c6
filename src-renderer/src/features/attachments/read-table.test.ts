import { expect, test } from 'vitest'
import { readTable } from './read-table.ts'

test.each([
  [
    'commas',
    'a,b\r\n1,2',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'semicolons',
    'a;b,c\n1;2\n',
    [
      ['a', 'b,c'],
      ['1', '2'],
    ],
  ],
  ['tabs', 'a\tb', [['a', 'b']]],
  [
    'quotes, commas and lines in them',
    'a,b\n"x, ""y""\nz",2',
    [
      ['a', 'b'],
      ['x, "y"\nz', '2'],
    ],
  ],
  ['empty fields', 'a,,c', [['a', '', 'c']]],
])('%s', (_title, text, rows) => {
  expect(readTable(text)).toEqual({ rows, isCut: false })
})

test('what is no table is none', () => {
  expect(readTable('just words')).toBeUndefined()
  expect(readTable('a,"b"c')).toBeUndefined()
})

test('a long one is cut', () => {
  expect(readTable('a,b\n'.repeat(10_000))).toMatchObject({ isCut: true, rows: { length: 500 } })
})
