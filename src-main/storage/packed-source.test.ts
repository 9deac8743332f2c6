import { expect, test } from 'vitest'
import { compress } from './compress.ts'
import { packSource, unpackSource, unpackSourceSync } from './packed-source.ts'

const zstdFrame = compress(Buffer.from('a mail that is a zstd frame'))

test.each<[string, Buffer]>([
  ['nothing', Buffer.alloc(0)],
  ['a small mail', Buffer.from('Subject: Grüße\r\n\r\nx')],
  ['a zstd frame', zstdFrame],
  ['what begins like one that is kept as it is', packSource(Buffer.from('x'))],
  ['all but too large to keep as it is', Buffer.alloc(8 * 1024 - 1, 'a')],
  ['a large mail', Buffer.alloc(100_000, 'Subject: x\r\n')],
])('%s comes back to the last byte', async (_name, raw) => {
  expect(await unpackSource(packSource(raw))).toEqual(raw)
  expect(unpackSourceSync(packSource(raw))).toEqual(raw)
})

test('a source is compressed when it is large', () => {
  expect(packSource(Buffer.alloc(8 * 1024, 'a')).length).toBeLessThan(100)
  expect(packSource(Buffer.alloc(1_000, 'a')).length).toBeGreaterThan(1_000)
})

test('sources of earlier versions are compressed however small they are', async () => {
  expect(await unpackSource(zstdFrame)).toEqual(Buffer.from('a mail that is a zstd frame'))
})

test.each<[string, (packed: Buffer) => Buffer]>([
  ['a byte of the source', packed => (packed.writeUInt8(packed.readUInt8(20) ^ 1, 20), packed)],
  ['a byte of the checksum', packed => (packed.writeUInt8(packed.readUInt8(5) ^ 1, 5), packed)],
  ['the end, which is gone', packed => packed.subarray(0, -1)],
  ['all but its mark, which is gone', packed => packed.subarray(0, 5)],
  ['its mark', packed => (packed.write('fail'), packed)],
])('damage to a small source is noticed: %s', async (_name, damage) => {
  const damaged = () => damage(packSource(Buffer.from('Subject: hello\r\n\r\nhello there')))
  await expect(unpackSource(damaged())).rejects.toThrow()
  expect(() => unpackSourceSync(damaged())).toThrow()
})
