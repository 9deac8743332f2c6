import { expect, test } from 'vitest'
import { fuzzy } from './fuzzy.ts'

const texts = ['New mailbox', 'Mark as read or unread', 'Next message', 'Emulated services', 'Theme: Dark']

function ranked(query: string): string[] {
  return texts
    .map(text => ({ text, fit: fuzzy(text, query) }))
    .filter(({ fit }) => fit !== null)
    .sort((a, b) => b.fit!.score - a.fit!.score)
    .map(({ text }) => text)
}

test('the start of a word counts more than its inside, and that more than letters in order', () => {
  expect(ranked('ma')[0]).toBe('Mark as read or unread')
  expect(ranked('mes')[0]).toBe('Next message')
  expect(ranked('em')[0]).toBe('Emulated services')
  expect(ranked('nmb')).toEqual(['New mailbox'])
})

test('words may come in any order, and all have to be there', () => {
  expect(ranked('dark theme')).toEqual(['Theme: Dark'])
  expect(ranked('dark mailbox')).toEqual([])
})

test('says where', () => {
  expect(fuzzy('New mailbox', 'mail')?.at).toEqual([4, 5, 6, 7])
  expect(fuzzy('New mailbox', 'nwb')?.at).toEqual([0, 2, 8])
  expect(fuzzy('qa.billing@example.test', 'bill')?.at).toEqual([3, 4, 5, 6])
  expect(fuzzy('Новый ящик', 'ящ')?.at).toEqual([6, 7])
  expect(fuzzy('a+b', '+')?.at).toEqual([1])
})

test('nothing asked: everything fits', () => {
  expect(fuzzy('New mailbox', '  ')?.at).toEqual([])
})
