import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { insertAttachments, insertIndex } from '../ingest/insert-mail.ts'
import { readAnything } from '../ingest/read-anything.ts'
import { foldLog } from '../storage/copy-store.ts'
import { countAgain } from '../storage/count-again.ts'
import { openDatabase, transaction, type Db } from '../storage/database.ts'
import { claimDataDir } from '../storage/lock.ts'
import { migrations } from '../storage/migrations/index.ts'
import { openWriter } from '../storage/open-store.ts'
import { unpackSourceSync } from '../storage/packed-source.ts'
import { pack } from '../storage/packed.ts'
import { readWhole } from '../storage/pieces.ts'
import { salvageRows } from '../storage/salvage-rows.ts'
import { StoreError, toStoreError } from '../storage/store-error.ts'
import { restoreDeliveries } from './restore-deliveries.ts'

export type Recovered = {
  messages: number
  /** Messages that the damaged store counted; null when that cannot be read either. */
  counted: number | null
  /** Where the damaged store is now. */
  aside: string
}

const logEndings = ['', '-wal', '-shm']

/**
 * Makes a new store of all that can be read of a damaged one, which is set aside whole. Works on a copy: until the new store is
 * done and checked, nothing of the old one is touched. `name` tells the damaged ones apart.
 * Throws StoreError when nothing can be read, or another Mayfly runs on it.
 */
export async function recoverStore(dataDir: string, name: string): Promise<Recovered> {
  const file = join(dataDir, 'mayfly.db')
  if (!existsSync(file)) throw new StoreError('unusable', `There is no store in ${dataDir}.`)
  const lock = claimDataDir(dataDir)
  const work = join(dataDir, 'recover')
  try {
    rmSync(work, { recursive: true, force: true })
    mkdirSync(work, { mode: 0o700 })
    const damaged = join(work, 'damaged.db')
    for (const ending of logEndings)
      if (existsSync(file + ending)) copyFileSync(file + ending, damaged + ending)
    const made = join(work, 'made.db')
    const found = await recoverTo(made, damaged, file)
    const aside = join(dataDir, `mayfly.db.damaged-${name}`)
    for (const ending of logEndings) if (existsSync(file + ending)) renameSync(file + ending, aside + ending)
    renameSync(made, file)
    return { ...found, aside }
  } finally {
    rmSync(work, { recursive: true, force: true })
    lock.release()
  }
}

async function recoverTo(made: string, damaged: string, file: string): Promise<Omit<Recovered, 'aside'>> {
  const from = openDatabase(damaged, { damaged: true })
  try {
    const version = readVersion(from, file)
    const empty = openWriter(made, migrations.slice(0, version))
    withoutTriggers(empty, () => salvageRows(from, empty))
    empty.close()
    const db = openWriter(made)
    await mend(db)
    const messages = db.get<{ n: number }>('SELECT count(*) AS n FROM deliveries')!.n
    const verdict = String(db.pragma('integrity_check(1)'))
    db.close()
    if (verdict !== 'ok') throw new Error(`the new store is not whole: ${verdict}`)
    foldLog(made)
    return { messages, counted: readCount(from) }
  } finally {
    from.close()
  }
}

function readVersion(from: Db, file: string): number {
  try {
    const version = Number(from.pragma('user_version'))
    from.all('SELECT name FROM sqlite_schema')
    if (version >= 1 && version <= migrations.length) return version
  } catch (error) {
    const failure = toStoreError(error, file)
    throw failure.kind === 'corrupt' ? nothingToRead(file, error) : failure
  }
  throw new StoreError('foreign', `${file} is no store that this Mayfly knows.`)
}

const nothingToRead = (file: string, cause: unknown) =>
  new StoreError(
    'corrupt',
    `Nothing of ${file} can be read: the pages are lost that tell where everything is. It was left as it is. Move it away, start Mayfly, and restore a backup (Settings, Backups); those that Mayfly made lie in the folder "backups" beside it.`,
    { cause },
  )

function readCount(from: Db): number | null {
  try {
    return from.get<{ n: number }>('SELECT message_count AS n FROM totals')?.n ?? null
  } catch {
    return null
  }
}

/** They would count what is counted already. */
function withoutTriggers(db: Db, work: () => void): void {
  const triggers = db.all<{ name: string; sql: string }>(
    "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'",
  )
  db.pragma('foreign_keys = OFF')
  for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`)
  work()
  for (const { sql } of triggers) db.exec(sql)
}

/** What is left gets what belongs to it: each mail its recipients, words, details and attachments; and the counts are made anew. */
async function mend(db: Db): Promise<void> {
  db.pragma('foreign_keys = OFF')
  db.exec(`DELETE FROM contents WHERE id NOT IN (SELECT content_id FROM raws);
    DELETE FROM raws WHERE content_id NOT IN (SELECT id FROM contents);
    DELETE FROM deliveries WHERE content_id NOT IN (SELECT id FROM contents);
    DELETE FROM blobs WHERE size_bytes <> length(bytes) + (
      SELECT coalesce(sum(length(p.bytes)), 0) FROM blob_pieces p WHERE p.blob_id = blobs.id);
    DELETE FROM blob_pieces WHERE blob_id NOT IN (SELECT id FROM blobs)`)
  transaction(db, () => restoreDeliveries(db))
  for (const { id } of db.all<{ id: number }>('SELECT id FROM contents ORDER BY id')) await mendMail(db, id)
  dropStrays(db)
  countAgain(db)
  db.pragma('foreign_keys = ON')
  // Of mail that is lost; their pieces go with them.
  db.exec('DELETE FROM blobs WHERE id NOT IN (SELECT blob_id FROM attachments)')
}

async function mendMail(db: Db, id: number): Promise<void> {
  const raw = unpacked(readWhole(db, id)!)
  const { expected, sizeBytes } = db.get<{ expected: number; sizeBytes: number }>(
    'SELECT attachment_count AS expected, size_bytes AS sizeBytes FROM contents WHERE id = ?',
    id,
  )!
  // Without a piece of it, it may pass for a shorter mail.
  if (raw?.length !== sizeBytes)
    return void db.exec(
      `DELETE FROM deliveries WHERE content_id = ${id}; DELETE FROM contents WHERE id = ${id}`,
    )
  const parsed = await readAnything(raw)
  const hasDetails = db.get('SELECT 1 FROM details WHERE content_id = ?', id)
  const attachments = db.get<{ n: number }>(
    'SELECT count(*) AS n FROM attachments JOIN blobs ON blobs.id = blob_id WHERE content_id = ?',
    id,
  )!.n
  transaction(db, () => {
    insertIndex(db, id, parsed)
    if (!hasDetails) db.run('INSERT INTO details VALUES (?, ?)', id, pack({ ...parsed.detail, smtp: null }))
    if (attachments >= expected) return
    db.run('DELETE FROM attachments WHERE content_id = ?', id)
    insertAttachments(db, id, raw, parsed.attachments)
  })
}

/** Undefined when the bytes are not what was stored. */
function unpacked(zstd: Buffer): Buffer | undefined {
  try {
    return unpackSourceSync(zstd)
  } catch {
    return undefined
  }
}

type Stray = { table: string; fkid: number }
type Reference = { id: number; table: string; from: string; to: string }

/** Rows that name what is lost, until none does. By what they name: not every table has row ids. */
function dropStrays(db: Db): void {
  for (;;) {
    const [stray] = db.all<Stray>('PRAGMA foreign_key_check')
    if (!stray) return
    const references = db.all<Reference>(`PRAGMA foreign_key_list(${stray.table})`)
    const { table: named, from, to } = references.find(({ id }) => id === stray.fkid)!
    db.exec(`DELETE FROM ${stray.table} WHERE ${from} NOT IN (SELECT ${to} FROM ${named})`)
  }
}
