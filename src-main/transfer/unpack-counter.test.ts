import { expect, test } from 'vitest'
import { edge } from '#test/support/edge.ts'
import { importLimits } from './limits.ts'
import { createUnpackCounter } from './unpack-counter.ts'

const { unpackFreeBytes, unpackRatio, unpackedBytes } = importLimits
const large = unpackedBytes / unpackRatio

const free = edge(importLimits.unpackFreeBytes)
const whole = edge(importLimits.unpackedBytes)

test.each([
  ['a small zip unpacks as it likes', 1, free],
  ['so does the largest of the small', unpackFreeBytes / unpackRatio, free],
  ['a larger one to so many times its size', 100_000, edge(100_000 * unpackRatio)],
  ['a huge one to what is taken', large, whole],
  ['however huge it is', large * 10, whole],
])('%s', (_name, fileBytes, [below, at, above]) => {
  const counting = () => createUnpackCounter(fileBytes, why => new Error(why))
  expect(() => counting()(below)).not.toThrow()
  expect(() => counting()(at)).not.toThrow()
  expect(() => counting()(above)).toThrow(`more than ${at} bytes`)
})

test('so many times its size, and not once more', () => {
  const fileBytes = 100_000
  const unpack = (times: number) => createUnpackCounter(fileBytes, why => new Error(why))(times * fileBytes)
  const [below, at, above] = edge(importLimits.unpackRatio)
  for (const times of [below, at]) expect(() => unpack(times)).not.toThrow()
  expect(() => unpack(above)).toThrow(`over ${at} times its size`)
})

test('what counts is all of it together', () => {
  const count = createUnpackCounter(1, why => new Error(why))
  count(unpackFreeBytes)
  expect(() => count(1)).toThrow()
})
