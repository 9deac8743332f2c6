import { pipeline, Readable } from 'node:stream'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { createZstdDecompress } from 'node:zlib'
import { pieceBytes } from '../storage/pieces.ts'

/** Bytes of a message on their way out: few of them at once, many as they are read. */
export type StoredBytes = { sizeBytes: number; open: () => Buffer | Readable }

/** One piece in each turn of the event loop, so that others have theirs while much is read. */
export async function* inPieces(
  readPiece: (piece: number) => Promise<Buffer | undefined>,
  first?: Buffer,
): AsyncGenerator<Buffer> {
  let bytes = first ?? (await readPiece(0))
  for (let piece = 1; bytes; piece += 1) {
    yield bytes
    // Whatever is smaller than a piece is the last.
    if (bytes.length < pieceBytes) return
    await nextTurn()
    bytes = await readPiece(piece)
  }
}

/** All of them; empty when there is none. */
export async function joined(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = []
  for await (const bytes of pieces) all.push(bytes)
  return all.length === 1 ? all[0]! : Buffer.concat(all)
}

export const streamOf = (pieces: AsyncIterable<Buffer>): Readable =>
  Readable.from(pieces, { objectMode: false, highWaterMark: pieceBytes })

/** What was compressed. */
export async function* unpacked(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const unpacking = createZstdDecompress({ chunkSize: pieceBytes })
  // Whoever reads is told of a failure by the stream itself.
  yield* pipeline(streamOf(pieces), unpacking, () => {}) as AsyncIterable<Buffer>
}

/**
 * The same pieces, each told of when it was passed on. Fails when it is not so many bytes in all: what ends early must not pass
 * for a shorter one.
 */
export async function* whole(
  pieces: AsyncIterable<Buffer>,
  sizeBytes: number,
  onPassed: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  let missing = sizeBytes
  for await (const bytes of pieces) {
    missing -= bytes.length
    if (missing < 0) throw new Error('There is more of it than was stored')
    yield bytes
    onPassed(bytes.length)
  }
  if (missing > 0) throw new Error('It was deleted while it was read')
}
