import { expect, test } from 'vitest'
import { overlap } from './door.ts'

test.each([
  ['127.0.0.1', '127.0.0.1', true],
  ['127.0.0.1', '0.0.0.0', true],
  ['::', '192.0.2.1', true],
  ['localhost', '127.0.0.1', true],
  ['127.0.0.1', '192.0.2.1', false],
  ['::1', '127.0.0.1', false],
])('one port on %s and on %s are in each other’s way: %s', (one, other, expected) => {
  expect(overlap({ port: 1025, host: one }, { port: 1025, host: other })).toBe(expected)
  expect(overlap({ port: 1025, host: one }, { port: 2525, host: other })).toBe(false)
})
