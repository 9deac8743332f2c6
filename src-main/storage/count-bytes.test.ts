import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { createByteCounter } from './count-bytes.ts'

const through = async (bytes: number, most: number) => {
  const counter = createByteCounter(most, () => new Error('too many'))
  const out = await buffer(Readable.from([Buffer.alloc(bytes - 1), Buffer.alloc(1)]).compose(counter.stream))
  return [out.length, counter.bytes()]
}

test('lets through what is below the bound, and what is at it', async () => {
  expect(await through(99, 100)).toEqual([99, 99])
  expect(await through(100, 100)).toEqual([100, 100])
})

test('fails with the first byte above it', async () => {
  await expect(through(101, 100)).rejects.toThrow('too many')
})
