import { expect, test } from 'vitest'
import { arrange, type Entry, type EntryGroup } from './entries.ts'

function entry(id: string, group: EntryGroup, label: string, alias = ''): Entry {
  return { id, group, label, alias, icon: {}, run: () => undefined }
}

const entries = [
  entry('dark', 'appearance', 'Оформление: тёмное', 'Theme: Dark'),
  entry('new', 'mailbox', 'New mailbox'),
  entry('go.keys', 'go', 'Keys'),
  ...Array.from({ length: 20 }, (_, n) => entry(`box${n}`, 'mailboxes', `box${n}@mayfly.test`)),
]
const shown = (query: string, recent: string[] = []) =>
  arrange(entries, query, recent).map(({ name, entries }) => [name, ...entries.map(({ id }) => id)])

test('unasked, what was used lately comes first, and once', () => {
  expect(shown('', ['new', 'gone'])).toEqual([
    ['recent', 'new'],
    ['go', 'go.keys'],
    ['mailboxes', 'box0', 'box1', 'box2', 'box3'],
    ['appearance', 'dark'],
  ])
})

test('asked, the best comes first, also by its English name', () => {
  expect(shown('keys')).toEqual([['go', 'go.keys']])
  expect(shown('dark')).toEqual([['appearance', 'dark']])
  expect(shown('mailbox')[0]).toEqual(['mailbox', 'new'])
  expect(shown('box1')[0]?.[1]).toBe('box1')
})

test('a search for what was typed is the last resort', () => {
  const search = entry('search', 'search', 'Search mail for “invoice”')
  expect(arrange([search, ...entries], 'invoice', []).map(({ name }) => name)).toEqual(['search'])
  expect(arrange([search, ...entries], 'keys', []).map(({ name }) => name)).toEqual(['go', 'search'])
})
