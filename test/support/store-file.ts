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

/** Rows of each table that mail fills. */
export function countRows(db: Db): Record<string, number> {
  const tables = [
    'deliveries',
    'contents',
    'raws',
    'details',
    'attachments',
    'blobs',
    'message_tags',
    'message_index',
  ]
  return Object.fromEntries(
    tables.map(table => [table, db.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)!.n]),
  )
}
