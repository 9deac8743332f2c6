import { zstdDecompressSync } from 'node:zlib'
import { compress } from './compress.ts'

/** Below this, compressing costs more time than it saves space. */
const packFromBytes = 16 * 1024
/** How every zstd frame begins (RFC 8878); JSON never does. */
const zstdMagic = 0xfd2fb528

/** A value as JSON, compressed when it is large. */
export const pack = (value: unknown): Buffer => packJson(JSON.stringify(value))

/** The same for a value that is JSON already. */
export function packJson(json: string): Buffer {
  const bytes = Buffer.from(json)
  return bytes.length < packFromBytes ? bytes : compress(bytes)
}

/** What `pack` was given. */
export const unpack = (packed: Buffer): unknown => JSON.parse(unpackJson(packed))

/** What `packJson` was given. */
export function unpackJson(packed: Buffer): string {
  const compressed = packed.length >= 4 && packed.readUInt32LE(0) === zstdMagic
  return (compressed ? zstdDecompressSync(packed) : packed).toString()
}
