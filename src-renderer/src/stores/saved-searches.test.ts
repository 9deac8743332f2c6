import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test } from 'vitest'
import { allMail } from './list-query.ts'
import { useSavedSearches } from './saved-searches.ts'

const invoices = { ...allMail, search: 'subject:invoice' }
const codes = { ...allMail, filter: 'codes' as const }
const names = () => useSavedSearches().items.map(({ name }) => name)

beforeEach(() => {
  setActivePinia(createPinia())
  useSavedSearches().items = []
})

test('a search is found again by its name and by what it looks for', () => {
  const searches = useSavedSearches()
  searches.save('Invoices', invoices)
  searches.save('Codes', codes)
  expect(names()).toEqual(['Invoices', 'Codes'])
  expect(searches.findQuery({ ...codes })?.name).toBe('Codes')
  expect(searches.findQuery(allMail)).toBeUndefined()
})

test('a name stands for one search only', () => {
  const searches = useSavedSearches()
  searches.save('Mine', invoices)
  searches.save('Other', codes)
  searches.save('Mine', codes)
  expect(searches.items.map(({ name, query }) => [name, query.filter])).toEqual([
    ['Other', 'codes'],
    ['Mine', 'codes'],
  ])
  searches.rename(searches.items[0]!.id, 'Mine')
  expect(names()).toEqual(['Mine'])
})

test('what was removed can be brought back into its place', () => {
  const searches = useSavedSearches()
  for (const name of ['a', 'b', 'c']) searches.save(name, invoices)
  const undo = searches.remove(searches.items[1]!.id)
  expect(names()).toEqual(['a', 'c'])
  undo()
  expect(names()).toEqual(['a', 'b', 'c'])
})
