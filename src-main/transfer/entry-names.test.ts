import { expect, test } from 'vitest'
import { createUniqueNames, entryName } from './entry-names.ts'

test.each([
  ['Your code: 123/456?', 'Your code 123 456'],
  ['../../etc/passwd', 'etc passwd'],
  ['.bashrc', 'bashrc'],
  ['a\r\nb\u202etxt.exe', 'a b txt.exe'],
  ['NUL', '_NUL'],
  ['com1.eml', '_com1.eml'],
  ['Счёт №5 🧾', 'Счёт №5 🧾'],
  ['...', ''],
])('%j is kept as %j', (text, name) => expect(entryName(text)).toBe(name))

test('a long one is cut between characters', () => {
  expect(entryName('🧾'.repeat(200), '.eml')).toBe(`${'🧾'.repeat(80)}.eml`)
})

test('a name that is taken gets a number, whatever its case', () => {
  const unique = createUniqueNames()
  expect(['a.txt', 'A.TXT', 'a.txt', 'a', 'a (2).txt'].map(unique)).toEqual([
    'a.txt',
    'A (2).TXT',
    'a (3).txt',
    'a',
    'a (2) (2).txt',
  ])
})
