import { constants, zstdCompressSync } from 'node:zlib'

/** Level 1: most of the gain for a fraction of the time; mail is stored far more often than it is read. */
const params = { [constants.ZSTD_c_compressionLevel]: 1 }

/**
 * One zstd frame. Told the size beforehand, zstd sets up tables for just that much, and makes its output in one piece: in
 * pieces that are put together at the end it would be there twice.
 */
export function compress(bytes: Uint8Array): Buffer {
  const pledgedSrcSize = bytes.length
  const chunkSize = Math.max(constants.Z_DEFAULT_CHUNK, atMost(pledgedSrcSize))
  return zstdCompressSync(bytes, { params, pledgedSrcSize, chunkSize })
}

/** What cannot be made smaller becomes a little larger (ZSTD_COMPRESSBOUND). */
const atMost = (size: number): number => size + Math.ceil(size / 256)
