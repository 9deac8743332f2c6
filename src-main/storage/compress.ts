import { constants, createZstdCompress, zstdCompressSync, zstdDecompressSync } from 'node:zlib'

/** Level 1: most of the gain for a fraction of the time; mail is stored far more often than it is read. */
const params = { [constants.ZSTD_c_compressionLevel]: 1 }

/** What the compressor for small ones takes, with tables and a window for just that much: nearly every mail. */
const smallUpToBytes = 64 * 1024
const smallWindow = { [constants.ZSTD_c_windowLog]: Math.log2(smallUpToBytes) }

type Compress = (bytes: Uint8Array) => Buffer

let small: Compress | undefined
let large: Compress | undefined

/** One zstd frame. */
export const compress: Compress = bytes =>
  bytes.length > smallUpToBytes
    ? (large ??= keepCompressor(params))(bytes)
    : (small ??= keepCompressor({ ...params, ...smallWindow }))(bytes)

const compressOnce: Compress = bytes => zstdCompressSync(bytes, { params })

/**
 * A compressor that is used again and again. `zstdCompressSync` makes a stream for each call, which takes as long as the
 * compressing, and of which only a major collection gets rid: 20 KB a mail, so that there was one every 300 mails. And it
 * puts together what it made in pieces, so that a large mail was there twice.
 */
function keepCompressor(params: Record<number, number>): Compress {
  const stream = createZstdCompress({ params })
  const { _handle: handle, _writeState: state } = stream as unknown as Innards
  // It is destroyed then, and what comes is compressed without it.
  stream.on('error', () => {})
  const again: Compress = bytes => {
    if (stream.destroyed) return compressOnce(bytes)
    const room = Buffer.allocUnsafe(mostBytesOf(bytes.length))
    handle.writeSync(constants.ZSTD_e_end, bytes, 0, bytes.length, room, 0, room.length)
    return stream.destroyed ? compressOnce(bytes) : room.subarray(0, room.length - state[0]!)
  }
  return isSound(again) ? again : compressOnce
}

/** By so much zstd may make larger what cannot be made smaller (ZSTD_COMPRESSBOUND in zstd.h), and the frame's own. */
const mostBytesOf = (bytes: number): number => bytes + Math.ceil(bytes / 256) + 1024

/** What Node has inside of its streams, and libraries have used for years (pngjs among them). It promises none of it. */
type Innards = {
  _handle: {
    writeSync: (
      flush: number,
      from: Uint8Array,
      fromStart: number,
      fromLength: number,
      to: Uint8Array,
      toStart: number,
      toLength: number,
    ) => void
  }
  /** After a write: the bytes of `to` that are free, and of `from` that are left. */
  _writeState: Uint32Array
}

/** Whether it makes two frames, one after the other, of which each is read alone. */
function isSound(compress: Compress): boolean {
  try {
    return ['one', 'another'].every(
      text => zstdDecompressSync(compress(Buffer.from(text))).toString() === text,
    )
  } catch {
    return false
  }
}
