import { isDeepStrictEqual } from 'node:util'
import { openDatabase, type Db } from '#main/storage/database.ts'
import { unpackSourceSync } from '#main/storage/packed-source.ts'
import { readWhole } from '#main/storage/pieces.ts'
import { countedCounts, keptCounts } from '#test/support/kept-counts.ts'
import { storeFile } from '#test/support/store-file.ts'
import { sha256, type Entry, type Ledger } from './ledger.ts'

/** One line each; none is what we want. */
export type Failures = string[]

type Stored = { contents: number; addresses: string[] }

/** Compares a store with everything that was sent to it. `mayLack`: acknowledged mail that may be gone by now. */
export function examine(
  dataDir: string,
  ledger: Ledger,
  mayLack: (entry: Entry) => boolean = () => false,
): Failures {
  return [...examineMail(dataDir, ledger, mayLack), ...examineFile(storeFile(dataDir))]
}

const tornBlobs = `SELECT id FROM blobs WHERE size_bytes <> length(bytes) + (
  SELECT coalesce(sum(length(p.bytes)), 0) FROM blob_pieces p WHERE p.blob_id = blobs.id)`

/** Whether a file is whole and every kept count is the real one. */
export function examineFile(file: string): Failures {
  return reading(file, db => {
    const failures: Failures = []
    const verdict = String(db.pragma('integrity_check'))
    if (verdict !== 'ok') failures.push(`integrity_check: ${verdict}`)
    const strays = db.all('PRAGMA foreign_key_check')
    if (strays.length > 0) failures.push(`foreign_key_check: ${JSON.stringify(strays[0])}`)
    const torn = hasPieces(db) ? db.all(tornBlobs) : []
    if (torn.length > 0) failures.push(`damaged: pieces of ${torn.length} attachments are missing`)
    if (!isDeepStrictEqual(keptCounts(db), countedCounts(db)))
      failures.push('kept counts are not the real ones')
    return failures
  })
}

function examineMail(dataDir: string, ledger: Ledger, mayLack: (entry: Entry) => boolean): Failures {
  const stored = readStored(storeFile(dataDir))
  const failures: Failures = []
  for (const [hash, { contents }] of stored) {
    if (!ledger.find(hash)) failures.push(`damaged: ${contents} stored with bytes that nobody sent`)
  }
  for (const entry of ledger.entries()) {
    const found = stored.get(entry.sha256)
    if (found) failures.push(...compare(entry, found))
    else if (entry.fate === 'acknowledged' && !mayLack(entry)) failures.push(`lost: ${entry.token}`)
  }
  return failures
}

/** A mail is there for all of its recipients, once for each. */
function compare(entry: Entry, { contents, addresses }: Stored): Failures {
  if (contents > 1 || addresses.length > entry.recipients.length) return [`doubled: ${entry.token}`]
  const isWhole = isDeepStrictEqual(addresses.toSorted(), entry.recipients.toSorted())
  return isWhole ? [] : [`lost: ${entry.token} is with ${addresses.join(', ')} only`]
}

/** What is stored, by the hash of its bytes. */
export function readStored(file: string): Map<string, Stored> {
  return reading(file, db => {
    const addresses = Map.groupBy(
      db.all<{ content_id: number; address: string }>('SELECT content_id, address FROM deliveries'),
      row => row.content_id,
    )
    const stored = new Map<string, Stored>()
    const read = sourceReader(db)
    for (const row of db.all<{ content_id: number }>('SELECT content_id FROM raws')) {
      // Nobody sees a content without a delivery; it is cleared away in the background.
      const to = addresses.get(row.content_id)?.map(({ address }) => address)
      if (!to) continue
      const hash = sha256(unpackSourceSync(read(row.content_id)))
      const before = stored.get(hash) ?? { contents: 0, addresses: [] }
      stored.set(hash, { contents: before.contents + 1, addresses: [...before.addresses, ...to] })
    }
    return stored
  })
}

/** The copy that a migration keeps may be from before there were pieces: there all is in the row. */
const hasPieces = (db: Db): boolean =>
  db.get("SELECT 1 FROM sqlite_schema WHERE name = 'blob_pieces'") !== undefined

function sourceReader(db: Db): (contentId: number) => Buffer {
  if (hasPieces(db)) return id => readWhole(db, id)!
  return id => db.get<{ zstd: Buffer }>('SELECT zstd FROM raws WHERE content_id = ?', id)!.zstd
}

function reading<T>(file: string, work: (db: Db) => T): T {
  const db = openDatabase(file, { readonly: true })
  try {
    return work(db)
  } finally {
    db.close()
  }
}
