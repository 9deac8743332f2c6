import { expect, test } from 'vitest'
import { titleOf } from './unread-title.ts'

test('the title names the page and the unread mail, where there is any', () => {
  expect(titleOf(0, '')).toBe('Mayfly')
  expect(titleOf(3, '')).toBe('(3) Mayfly')
  expect(titleOf(1000, 'Keys')).toBe('(999+) Keys · Mayfly')
  expect(titleOf(0, 'Keys')).toBe('Keys · Mayfly')
})
