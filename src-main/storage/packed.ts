import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'

/** Below this, compressing costs more time than it saves space. */
const packFromBytes = 16 * 1024
/** How every zstd frame begins (RFC 8878); JSON never does. */
const zstdMagic = 0xfd2fb528

/** Level 1: most of the gain for a fraction of the time; mail is stored far more often than it is read. */
const level = { [constants.ZSTD_c_compressionLevel]: 1 }

/** Told the size beforehand, zstd sets up tables for just that much: half of the time that a small mail takes. */
export const compress = (bytes: Buffer): Buffer =>
  zstdCompressSync(bytes, { params: level, pledgedSrcSize: bytes.length })

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
