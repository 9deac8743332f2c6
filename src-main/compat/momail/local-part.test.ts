import { expect, test } from 'vitest'
import { readLocalPart } from './local-part.ts'

test.each([
  ['abcde', 'abcde'],
  ['  Support-Agent  ', 'support-agent'],
  ['_a.b-c_', '_a.b-c_'],
  ['12345', '12345'],
  ['x'.repeat(64), 'x'.repeat(64)],
  ['information', 'information'],
])('%j is kept as %j', (given, kept) => {
  expect(readLocalPart(given)).toBe(kept)
})

test.each([
  ['', 'at least 5'],
  ['abcd', 'at least 5'],
  [' abcd ', 'at least 5'],
  ['x'.repeat(65), 'at most 64'],
  ['abc de', 'only'],
  ['abcdé', 'only'],
  ['a@bcde', 'only'],
  ['.abcde', 'start or end'],
  ['abcde.', 'start or end'],
  ['-abcde', 'start or end'],
  ['abcde-', 'start or end'],
  ['ab..cde', 'two dots'],
  ['ADMIN', 'reserved'],
  ['info ', 'at least 5'],
  ['system', 'reserved'],
])('%j is refused: %s', (given, why) => {
  expect(() => readLocalPart(given)).toThrow(why)
})
