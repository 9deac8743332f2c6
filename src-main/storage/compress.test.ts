import { randomBytes } from 'node:crypto'
import { zstdDecompressSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { compress } from './compress.ts'

const kilobytes = (count: number) => Buffer.alloc(count * 1024, 'To be or not to be, ')

test.each([
  ['nothing', Buffer.alloc(0)],
  ['what cannot be made smaller', randomBytes(64 * 1024)],
  ['the largest of the small ones', kilobytes(64)],
  ['one byte more', Buffer.concat([kilobytes(64), Buffer.from('!')])],
  ['a large mail', kilobytes(3_000)],
  ['a large one that cannot be made smaller', randomBytes(3_000_000)],
])('%s comes back', (_, bytes) => expect(zstdDecompressSync(compress(bytes)).equals(bytes)).toBe(true))

test('each is a frame of its own, whatever came before, and stays as it is when the next is made', () => {
  const texts = Array.from({ length: 200 }, (_, index) => `mail ${index} `.repeat(index * 40))
  const frames = texts.map(text => compress(Buffer.from(text)))
  expect(frames.map(frame => zstdDecompressSync(frame).toString())).toEqual(texts)
})
