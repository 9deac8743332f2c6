import { expect, test } from 'vitest'
import { giveBack, takePages } from './large-memory.ts'

const large = 1024 * 1024

test('large memory grows where it is, and is nothing once it is given back, for whoever sees a part of it too', () => {
  const bytes = takePages(large, 2 * large)
  bytes.fill(7)
  bytes.buffer.resize(2 * large)
  expect([bytes.length, bytes[large - 1], bytes[large]]).toEqual([2 * large, 7, 0])
  const part = bytes.subarray(10, 20)
  giveBack(bytes.buffer)
  expect([bytes.length, part.length]).toEqual([0, 0])
})
