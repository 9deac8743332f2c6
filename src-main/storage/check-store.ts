import { openDatabase } from './database.ts'
import { foldLog } from './copy-store.ts'
import { checkOwner } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import { openWriter } from './open-store.ts'
import { StoreError, toStoreError } from './store-error.ts'

/**
 * Makes of a file that somebody gave a store that can take the place of ours, or throws StoreError that says why it cannot:
 * no store, damaged, or of a newer Mayfly. An older one is brought to our version.
 */
export function checkStore(file: string): void {
  try {
    inspect(file)
    if (schemaAt(file) !== schemaAt(':memory:')) throw new StoreError('foreign', otherTables)
    foldLog(file)
  } catch (error) {
    throw inWords(error)
  }
}

/** Reads all of a store that runs; throws StoreError `corrupt` for damaged pages. What indexes say is not compared. */
export function lookForDamage(file: string): void {
  const db = openDatabase(file, { readonly: true })
  try {
    const verdict = String(db.pragma('quick_check(1)'))
    if (verdict !== 'ok') throw new StoreError('corrupt', verdict)
  } finally {
    db.close()
  }
}

function inspect(file: string): void {
  const db = openDatabase(file, { readonly: true })
  try {
    if (Number(db.pragma('user_version')) === 0) throw new StoreError('foreign', noStore)
    checkOwner(db, migrations)
    const verdict = String(db.pragma('integrity_check(1)'))
    if (verdict !== 'ok') throw new Error(verdict)
  } finally {
    db.close()
  }
}

/** Tables, indexes and triggers of a store that is brought to our version, as they were made. */
function schemaAt(file: string): string {
  const db = openWriter(file)
  try {
    const rows = db.all(
      "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name",
    )
    return JSON.stringify(rows)
  } finally {
    db.close()
  }
}

const noStore = 'The file is no store of Mayfly.'
const otherTables = 'The file has other tables than a store of Mayfly has.'

/** In words for whoever gave the file: it is not the store that runs. */
function inWords(error: unknown): StoreError {
  if (error instanceof StoreError && [noStore, otherTables].includes(error.message)) return error
  const { kind, message, cause } = toStoreError(error, 'the file')
  if (kind === 'newer') {
    return new StoreError(kind, 'The file is from a newer Mayfly. Update this one, then restore it.')
  }
  const code = cause instanceof Error && 'code' in cause ? cause.code : ''
  if (kind === 'foreign' || code === 'SQLITE_NOTADB') return new StoreError('foreign', noStore)
  const reason = cause instanceof Error ? cause.message : message
  return new StoreError('corrupt', `The file is damaged: ${reason}.`)
}
