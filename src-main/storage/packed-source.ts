import { promisify } from 'node:util'
import { crc32, zstdDecompress, zstdDecompressSync } from 'node:zlib'
import { compress } from './compress.ts'

/** Below this, a page or two of disk cost less than the time to compress. */
const compressFromBytes = 8 * 1024
/** In front of a source that is kept as it is: no zstd frame begins so. The CRC-32 of the source follows. */
const plainMark = Buffer.from('mail')
const headBytes = plainMark.length + 4

const decompress = promisify(zstdDecompress)

/** The source of a mail as the store keeps it: compressed, or, when it is small, as it is. */
export function packSource(raw: Buffer): Buffer {
  if (raw.length >= compressFromBytes) return compress(raw)
  const packed = Buffer.allocUnsafe(headBytes + raw.length)
  plainMark.copy(packed)
  packed.writeUInt32LE(crc32(raw), plainMark.length)
  raw.copy(packed, headBytes)
  return packed
}

/** What `packSource` was given. Rejects when these are not the bytes that were stored. */
export async function unpackSource(packed: Buffer): Promise<Buffer> {
  return isPlain(packed) ? plainSource(packed) : decompress(packed)
}

/** The same at once. */
export function unpackSourceSync(packed: Buffer): Buffer {
  return isPlain(packed) ? plainSource(packed) : zstdDecompressSync(packed)
}

const isPlain = (packed: Buffer): boolean => packed.subarray(0, plainMark.length).equals(plainMark)

function plainSource(packed: Buffer): Buffer {
  const raw = packed.subarray(headBytes)
  if (packed.length < headBytes || packed.readUInt32LE(plainMark.length) !== crc32(raw))
    throw new Error('The source of a mail is damaged')
  return raw
}
