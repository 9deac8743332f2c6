import { constants, zstdCompressSync } from 'node:zlib'

/** Level 1: most of the gain for a fraction of the time; mail is stored far more often than it is read. */
const params = { [constants.ZSTD_c_compressionLevel]: 1 }

/** One zstd frame. Told the size beforehand, zstd sets up tables for just that much. */
export const compress = (bytes: Uint8Array): Buffer =>
  zstdCompressSync(bytes, { params, pledgedSrcSize: bytes.length })
