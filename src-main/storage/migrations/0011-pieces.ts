import type { Migration } from '../migrate.ts'

/**
 * Of large sources and attachments only the first piece is in their row, the others are here (storage/pieces.ts): to read a row of
 * 18 MB is one step of 20 ms, in which the main thread does nothing else. What an older Mayfly stored stays whole in its row.
 */
export const pieces: Migration = {
  version: 11,
  name: 'pieces',
  sql: `
CREATE TABLE raw_pieces (
  content_id INTEGER NOT NULL REFERENCES raws (content_id) ON DELETE CASCADE,
  piece      INTEGER NOT NULL, -- 1, 2, ...: what follows on raws.zstd
  bytes      BLOB NOT NULL,
  PRIMARY KEY (content_id, piece)
);

CREATE TABLE blob_pieces (
  blob_id INTEGER NOT NULL REFERENCES blobs (id) ON DELETE CASCADE,
  piece   INTEGER NOT NULL, -- 1, 2, ...: what follows on blobs.bytes
  bytes   BLOB NOT NULL,
  PRIMARY KEY (blob_id, piece)
);
`,
}
