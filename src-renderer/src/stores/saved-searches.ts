import { useStorage } from '@vueuse/core'
import { defineStore } from 'pinia'
import { isSameQuery, type ListQuery } from './list-query.ts'

/** A list to come back to: a search, a filter, and where. */
export type SavedSearch = { id: string; name: string; query: ListQuery }

/** Kept by this window for its person, in the order in which they were saved. */
export const useSavedSearches = defineStore('saved-searches', () => {
  const items = useStorage<SavedSearch[]>('mayfly.savedSearches', [])

  /** A name that is there already takes the new search. */
  function save(name: string, query: ListQuery): void {
    const others = items.value.filter(item => item.name !== name)
    items.value = [...others, { id: crypto.randomUUID(), name, query: { ...query } }]
  }

  function rename(id: string, name: string): void {
    items.value = items.value
      .filter(item => item.id === id || item.name !== name)
      .map(item => (item.id === id ? { ...item, name } : item))
  }

  /** Returns the function that brings it back. */
  function remove(id: string): () => void {
    const before = items.value
    items.value = before.filter(item => item.id !== id)
    return () => void (items.value = before)
  }

  const find = (id: string | null) => items.value.find(item => item.id === id)
  const findQuery = (query: ListQuery) => items.value.find(item => isSameQuery(item.query, query))

  return { items, save, rename, remove, find, findQuery }
})
