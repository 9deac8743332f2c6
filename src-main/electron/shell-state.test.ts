import { expect, test } from 'vitest'
import { createShellState } from './shell-state.ts'

test('what was changed is kept and told, once', () => {
  const kept = { store: {} }
  const state = createShellState(kept)
  const told: unknown[] = []
  state.onChange(({ language }) => told.push(language))
  state.change({ language: 'ru' })
  state.change({ language: 'ru' })
  expect(told).toEqual(['ru'])
  expect(createShellState(kept).current().language).toBe('ru')
})

test('a field that cannot be read costs nothing but itself', () => {
  expect(createShellState({ store: { language: 'tlh', more: 1 } }).current().language).toBeNull()
})
