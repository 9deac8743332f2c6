import { expect, test } from 'vitest'
import { importLimits as limits } from './limits.ts'
import { createUnpackCounter } from './unpack-counter.ts'

const { unpackFreeBytes, unpackRatio, unpackedBytes } = limits
const large = unpackedBytes / unpackRatio

test.each([
  ['a small zip unpacks as it likes', 1, unpackFreeBytes],
  ['so does the largest of the small', unpackFreeBytes / unpackRatio, unpackFreeBytes],
  ['a larger one to so many times its size', 100_000, 100_000 * unpackRatio],
  ['a huge one to what is taken', large, unpackedBytes],
  ['however huge it is', large * 10, unpackedBytes],
])('%s', (_name, fileBytes, most) => {
  const counting = () => createUnpackCounter(fileBytes, why => new Error(why))
  expect(() => counting()(most - 1)).not.toThrow()
  expect(() => counting()(most)).not.toThrow()
  expect(() => counting()(most + 1)).toThrow(`more than ${most} bytes`)
})

test('what counts is all of it together', () => {
  const count = createUnpackCounter(1, why => new Error(why))
  count(unpackFreeBytes)
  expect(() => count(1)).toThrow()
})
