import { join } from 'node:path'
import { openDatabase, type Db } from '#main/storage/database.ts'

export const storeFile = (dataDir: string): string => join(dataDir, 'mayfly.db')

/** Looks into (or changes) the store of a data directory, beside a running application or without one. */
export function withStore<T>(dataDir: string, work: (db: Db) => T): T {
  const db = openDatabase(storeFile(dataDir))
  try {
    return work(db)
  } finally {
    db.close()
  }
}

/** Adds copies of a mailbox's newest message, each a mail of its own: more than one step deletes, sooner than sent. */
export function addCopies(db: Db, address: string, copies: number): void {
  for (let n = 0; n < copies; n++) {
    const { lastId } = db.run(
      `INSERT INTO contents (${contentColumns}) SELECT ${contentColumns} FROM contents
      WHERE id = (SELECT max(content_id) FROM deliveries WHERE address = ?)`,
      address,
    )
    db.run("INSERT INTO message_index (rowid, subject) VALUES (?, 'copied')", lastId)
    db.run(
      `INSERT INTO deliveries (id, content_id, ${deliveryColumns}) SELECT ?, ?, ${deliveryColumns} FROM deliveries
      WHERE address = ? ORDER BY seq DESC LIMIT 1`,
      `copy-${lastId}`,
      lastId,
      address,
    )
  }
}

const contentColumns = `received_at, size_bytes, subject, from_name, from_address, to_json, cc_json, snippet,
  attachment_count, code, envelope_json`
const deliveryColumns = 'mailbox_key, account_key, address, received_at, size_bytes'

/** Rows of each table that mail fills. */
export function countRows(db: Db): Record<string, number> {
  const tables = [
    'deliveries',
    'contents',
    'raws',
    'raw_pieces',
    'details',
    'attachments',
    'blobs',
    'blob_pieces',
    'message_tags',
    'message_index',
    'leftovers',
  ]
  return Object.fromEntries(
    tables.map(table => [table, db.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)!.n]),
  )
}
