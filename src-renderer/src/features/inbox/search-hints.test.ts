import { expect, test } from 'vitest'
import { search } from '../../i18n/en/search.ts'
import { applyHint, endsInOperator, isUnclosed, searchHints } from './search-hints.ts'

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

test('after tag: there are the tags that mail has', () => {
  const tags = ['checkout', 'eu shop']
  const names = searchHints('is:unread tag:', tags).map(({ name }) => name)
  expect(names).toEqual(['tag:checkout', 'tag:"eu shop"'])
  expect(applyHint('tag:ch', searchHints('tag:ch', tags)[0]!)).toBe('tag:checkout ')
})

test('every operator that is offered is explained', () => {
  const all = 'abcdefghijklmnopqrstuvwxyz'.split('').flatMap(letter => searchHints(letter))
  expect(all.length).toBeGreaterThan(10)
  for (const { about } of all) expect(search.operators).toHaveProperty([about])
})

test('an operator without its word, and what is not closed yet, are told from what can be searched for', () => {
  expect(['from:', 'shop -tag: ', 'from:shop', 'shop'].map(endsInOperator)).toEqual([
    true,
    true,
    false,
    false,
  ])
  expect(['subject:"a', '(a OR b', 'subject:"a b"', '(a OR b)'].map(isUnclosed)).toEqual([
    true,
    true,
    false,
    false,
  ])
})
