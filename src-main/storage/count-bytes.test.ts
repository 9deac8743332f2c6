import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { finished } from 'node:stream/promises'
import { expect, test } from 'vitest'
import { maxRestoreBytes } from '#shared/api/limits.ts'
import { importLimits } from '#main/transfer/limits.ts'
import { edge } from '#test/support/edge.ts'
import { createByteCounter } from './count-bytes.ts'

const tooMany = () => new Error('too many')
/** Nobody writes into it, so it takes no memory. */
const gigabyte = Buffer.alloc(1024 ** 3)

function* chunksOf(bytes: number) {
  for (let left = bytes; left > 0; left -= gigabyte.length) yield gigabyte.subarray(0, left)
}

test.each([
  { most: importLimits.uploadBytes, sizes: edge(importLimits.uploadBytes) },
  { most: maxRestoreBytes, sizes: edge(maxRestoreBytes) },
])('$most bytes may come, and not one more', async ({ most, sizes: [below, at, above] }) => {
  const through = async (bytes: number) => {
    const counter = createByteCounter(most, tooMany)
    await finished(Readable.from(chunksOf(bytes)).compose(counter.stream).resume())
    return counter.bytes()
  }
  expect([await through(below), await through(at)]).toEqual([below, at])
  await expect(through(above)).rejects.toThrow('too many')
})

test('what is let through is what came', async () => {
  const { stream } = createByteCounter(8, tooMany)
  const out = await buffer(Readable.from([Buffer.from('some'), Buffer.from('more')]).compose(stream))
  expect(out.toString()).toBe('somemore')
})
