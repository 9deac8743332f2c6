import { constants, zstdCompressSync } from 'node:zlib'

/** Level 1: most of the gain for a fraction of the time; mail is stored far more often than it is read. */
const options = { params: { [constants.ZSTD_c_compressionLevel]: 1 } }

export const compress = (bytes: Buffer): Buffer => zstdCompressSync(bytes, options)
