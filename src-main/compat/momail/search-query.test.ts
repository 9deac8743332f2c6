import { expect, test } from 'vitest'
import type { MessageSummary } from '#shared/api/message-shapes.ts'
import { parseSearch } from '#shared/search/parse.ts'
import { scoreOf, toQuery, toSuggestionQuery, wordsOf } from './search-query.ts'

test.each([
  ['Q4 budget discussions from Sarah', ['q4', 'budget', 'discussions', 'from', 'sarah']],
  ['  Re: "budget", BUDGET!  ', ['re', 'budget']],
  ['Zoë 請求書 it’s', ['zoë', '請求書', 'it', 's']],
  ['?! -- ""', []],
])('the words of %j', (query, words) => {
  expect(wordsOf(query)).toEqual(words)
})

test('a search has all words or any, and what else is asked', () => {
  const words = ['or', 'and', 'budget']
  expect(toQuery({ words }, 'all')).toBe('or and budget')
  const wanted = { words, from: 'a@b.test', to: 'say "x"', subject: 'quart', since: 0, until: 86_400_000 }
  expect(toQuery(wanted, 'any')).toBe(
    '(or OR and OR budget) from:"a@b.test" to:"say  x" subject:"quart"* after:1970-01-01T00:00:00.000Z before:1970-01-02T00:00:00.000Z',
  )
})

test.each(['"', '@', ' - ', '\u0301'])('a filter of %j is none', filter => {
  expect(toQuery({ words: ['a'], from: filter, to: filter, subject: filter }, 'all')).toBe('a')
})

test('times are such as our language has', () => {
  const end = Date.UTC(9999, 11, 31, 23, 59, 59, 999)
  for (const [since, until] of [
    [-62_167_219_200_001, end + 1],
    [end + 86_400_000, -1],
  ] as const)
    expect(parseSearch(toQuery({ words: ['a'], since, until }, 'all'))).toMatchObject({ ok: true })
  expect(toQuery({ words: ['a'], since: -1, until: end + 1 }, 'all')).toBe(
    'a after:1970-01-01T00:00:00.000Z before:9999-12-31T23:59:59.999Z',
  )
})

test('the longest question with the longest filters is a search that our language takes', () => {
  const words = wordsOf(Array.from({ length: 200 }, (_, n) => `${'w'.repeat(n % 20)}${n}`).join(' '))
  expect(words.length).toBeGreaterThan(10)
  const filter = 'f'.repeat(254)
  const wanted = { words, from: filter, to: filter, subject: 's'.repeat(100), since: 0, until: 1 }
  for (const how of ['all', 'any'] as const)
    expect(parseSearch(toQuery(wanted, how))).toMatchObject({ ok: true })
})

test('the score is the share of the words that show', () => {
  const message = {
    subject: 'Budget',
    from: { name: 'Sarah', address: 'sarah@example.com' },
    snippet: 'For the quarter',
  } as MessageSummary
  expect(scoreOf(['budget', 'sarah', 'quarter', 'example'], message)).toBe(1)
  expect(scoreOf(['budget', 'bud', 'x'], message)).toBe(0.33)
  expect(scoreOf(['x'], message)).toBe(0.01)
})

test('the last word of a suggestion goes on', () => {
  expect(toSuggestionQuery(['budget', 'q'])).toBe('subject:budget subject:q*')
})
