import { expect, test } from 'vitest'
import { allCommands } from './commands.ts'
import { matchStroke, sequenceMs, strokeOf, type Press } from './strokes.ts'

function press(key: string, more: Partial<Press> = {}): Press {
  const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, timeStamp: 0 }
  return { key, code: '', ...none, ...more }
}

test('a press is written as the declaration writes it', () => {
  expect(strokeOf(press('j'))).toBe('j')
  expect(strokeOf(press('J', { shiftKey: true }))).toBe('Shift+j')
  expect(strokeOf(press('ArrowDown', { shiftKey: true }))).toBe('Shift+ArrowDown')
  expect(strokeOf(press('k', { ctrlKey: true }))).toBe('Mod+k')
  expect(strokeOf(press('k', { metaKey: true }))).toBe('Mod+k')
  expect(strokeOf(press('?', { shiftKey: true }))).toBe('?')
  expect(strokeOf(press('Shift', { shiftKey: true }))).toBeNull()
  expect(strokeOf(press('j', { altKey: true }))).toBeNull()
})

test('letters of another alphabet count by their place', () => {
  expect(strokeOf(press('о', { code: 'KeyJ' }))).toBe('j')
  expect(strokeOf(press('Л', { code: 'KeyK', shiftKey: true }))).toBe('Shift+k')
  expect(strokeOf(press('л', { code: 'KeyK', ctrlKey: true }))).toBe('Mod+k')
  expect(strokeOf(press('х', { code: 'BracketLeft' }))).toBe('[')
})

test('a sequence is waited for, and not for ever', () => {
  const begun = matchStroke('g', 1000, null, allCommands)
  expect(begun).toEqual({ id: null, pending: { strokes: 'g', at: 1000 } })
  expect(matchStroke('k', 1000 + sequenceMs, begun.pending, allCommands).id).toBe('go.keys')
  expect(matchStroke('k', 1001 + sequenceMs, begun.pending, allCommands).id).toBe('list.previous')
  expect(matchStroke('y', 1100, begun.pending, allCommands)).toEqual({ id: null, pending: null })
})

test('what is not offered has no key', () => {
  const offered = allCommands.filter(({ id }) => id !== 'go.keys')
  expect(matchStroke('j', 0, null, offered).id).toBe('list.next')
  expect(matchStroke('k', 1, { strokes: 'g', at: 0 }, offered)).toEqual({ id: null, pending: null })
})
