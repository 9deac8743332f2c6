import { expect, test } from 'vitest'
import { createKnownTags } from './html-known-tags.ts'

test('a tag is known again where the same is written, and nowhere else', () => {
  const first = '<b x=1 y=22 z=3>'
  // The same length, and the same in the three places that it is found by.
  const other = '<b x=9 y=22 z=3>'
  const known = createKnownTags(first + other + first)
  const tag = { name: 'b' }
  known.add(0, 16, tag)
  expect(known.find(32, 48)).toBe(tag)
  expect(known.find(16, 32)).toBeUndefined()
  expect(known.find(32, 47)).toBeUndefined()
})
