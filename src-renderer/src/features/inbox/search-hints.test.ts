import { expect, test } from 'vitest'
import { applyHint, searchHints } from './search-hints.ts'

const namesOf = (search: string) => searchHints(search).map(({ name }) => name)

test('offers what the last word may become', () => {
  expect(namesOf('shop is:')).toEqual(['is:read', 'is:unread', 'is:pinned'])
  expect(namesOf('-has')).toEqual(['has:attachment', 'has:code'])
})

test('offers some at the start, and nothing for an ordinary word', () => {
  expect(namesOf('').length).toBeGreaterThan(3)
  expect(namesOf('shop ')).toEqual([])
  expect(namesOf('welcome')).toEqual([])
})

test('a choice takes the place of the last word', () => {
  const [hint] = searchHints('shop is:p')
  expect(hint && applyHint('shop is:p', hint)).toBe('shop is:pinned ')
})
