import type { Db } from './database.ts'

/** Large enough that a row costs nothing, small enough that to read one takes a fraction of a millisecond. */
export const pieceBytes = 256 * 1024

/** The first piece is in the row of the bytes themselves, the others are in a table beside it. */
const tables = {
  /** A mail's source as it is kept; the key is the content's. */
  raw: {
    first: 'SELECT zstd AS bytes FROM raws WHERE content_id = ?',
    other: 'SELECT bytes FROM raw_pieces WHERE content_id = ? AND piece = ?',
    add: 'INSERT INTO raw_pieces (content_id, piece, bytes) VALUES (?, ?, ?)',
  },
  /**
   * What is attached; it is read by the content's id and the attachment's position. A blob's own id is given to another one after
   * it was deleted: whoever reads a piece now and then would go on with foreign bytes. A content's never is.
   */
  blob: {
    first: `SELECT b.bytes FROM attachments a JOIN blobs b ON b.id = a.blob_id
      WHERE a.content_id = ? AND a.position = ?`,
    other: `SELECT p.bytes FROM attachments a JOIN blob_pieces p ON p.blob_id = a.blob_id
      WHERE a.content_id = ? AND a.position = ? AND p.piece = ?`,
    add: 'INSERT INTO blob_pieces (blob_id, piece, bytes) VALUES (?, ?, ?)',
  },
}

type Kind = keyof typeof tables

/** Piece 0, 1, ...; undefined after the last. In older stores the first one may be all, and large. */
export function readPiece(db: Db, kind: Kind, key: number[], piece: number): Buffer | undefined {
  const { first, other } = tables[kind]
  const row =
    piece === 0 ? db.get<{ bytes: Buffer }>(first, ...key) : db.get<{ bytes: Buffer }>(other, ...key, piece)
  return row?.bytes
}

/** A source at once, where nobody waits meanwhile. Undefined when there is none. */
export function readWhole(db: Db, contentId: number): Buffer | undefined {
  const pieces: Buffer[] = []
  const next = () => readPiece(db, 'raw', [contentId], pieces.length)
  for (let bytes = next(); bytes; bytes = next()) pieces.push(bytes)
  return pieces.length === 0 ? undefined : Buffer.concat(pieces)
}

/** What goes into the row itself. */
export const firstPiece = (bytes: Buffer): Buffer => bytes.subarray(0, pieceBytes)

/** Stores the others, of a content's source or of a blob. */
export function addPieces(db: Db, kind: Kind, key: number, bytes: Buffer): void {
  for (let piece = 1; piece * pieceBytes < bytes.length; piece += 1)
    db.run(tables[kind].add, key, piece, bytes.subarray(piece * pieceBytes, (piece + 1) * pieceBytes))
}
