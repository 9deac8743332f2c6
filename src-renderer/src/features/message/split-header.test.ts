import { expect, test } from 'vitest'
import { splitHeader } from './split-header.ts'

test('fields keep their folds and encoded words, up to the blank line', () => {
  expect(splitHeader('Subject: =?utf-8?q?a?=\r\n =?utf-8?q?b?=\r\nX: 1:2\r\n\r\nBody: no')).toEqual([
    { name: 'Subject', value: '=?utf-8?q?a?=\r\n =?utf-8?q?b?=' },
    { name: 'X', value: '1:2' },
  ])
})

test('a line that is no field is its own name', () => {
  expect(splitHeader('nonsense\nA: b')).toEqual([
    { name: 'nonsense', value: '' },
    { name: 'A', value: 'b' },
  ])
})
