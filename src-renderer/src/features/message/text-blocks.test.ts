import { expect, test } from 'vitest'
import { textBlocks } from './text-blocks.ts'

const join = (text: string) =>
  textBlocks([{ kind: 'text', text }]).map(block => block.map(piece => piece.text).join(''))

test('a short text is one block, an empty one none', () => {
  expect(join('a\nb')).toEqual(['a\nb'])
  expect(join('')).toEqual([])
})

test('a long text is cut behind line ends, and nothing is lost', () => {
  const text = `${'x'.repeat(99)}\n`.repeat(1_000)
  const blocks = join(text)
  expect(blocks.length).toBeGreaterThan(5)
  expect(blocks.every(block => block.endsWith('\n'))).toBe(true)
  expect(blocks.join('')).toBe(text)
})

test('a line is never cut, however long', () => {
  expect(join('x'.repeat(50_000))).toHaveLength(1)
})
