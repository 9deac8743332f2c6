import { transaction, type Db } from './database.ts'
import { StoreError } from './store-error.ts'
import type { UpgradeCopy } from './upgrade-copies.ts'

export type Migration = {
  /** 1, 2, 3, ... without gaps. */
  version: number
  name: string
  sql: string
}

/** Says "this SQLite file is Mayfly's": the letters M, a, y, f. */
const applicationId = 0x4d617966

type Options = { migrations: Migration[]; backup: (fromVersion: number) => void }

/**
 * Throws StoreError when the file is another program's or comes from a newer Mayfly. Only reads, so that such a
 * file stays as it was to the last byte. `copies` are those that upgrades have left.
 */
export function checkOwner(db: Db, migrations: Migration[], copies: () => UpgradeCopy[] = () => []): void {
  const version = Number(db.pragma('user_version'))
  const newest = newestOf(migrations)
  refuseForeign(db, version)
  if (version <= newest) return
  const older = copies().findLast(copy => copy.version <= newest)
  const wayBack = older
    ? ` As it was before the upgrade it is kept in ${older.path}: put that in its place to go back to it.`
    : ''
  throw new StoreError(
    'newer',
    `The store was written by a newer Mayfly (version ${version}, this one knows ${newest}). Update Mayfly, or start with another --data-dir.${wayBack}`,
  )
}

/** Brings a database to the newest version: a backup first, then all pending migrations in one transaction. */
export function migrate(db: Db, { migrations, backup }: Options): void {
  const version = Number(db.pragma('user_version'))
  const newest = newestOf(migrations)
  if (version === newest) return
  if (version > 0) backup(version)
  transaction(db, () => {
    for (const migration of migrations) if (migration.version > version) db.exec(migration.sql)
    db.pragma(`application_id = ${applicationId}`)
    db.pragma(`user_version = ${newest}`)
  })
}

const newestOf = (migrations: Migration[]): number => migrations.at(-1)?.version ?? 0

function refuseForeign(db: Db, version: number): void {
  const owner = Number(db.pragma('application_id'))
  const empty = db.get('SELECT 1 FROM sqlite_schema LIMIT 1') === undefined
  if (owner === applicationId || (empty && owner === 0 && version === 0)) return
  throw new StoreError(
    'foreign',
    'The file mayfly.db belongs to another program. Move it away, or start with another --data-dir.',
  )
}
