import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { checkStore } from './check-store.ts'
import { openDatabase } from './database.ts'
import { migrations } from './migrations/index.ts'
import { openWriter } from './open-store.ts'

const folder = mkdtempSync(join(tmpdir(), 'mayfly-check-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test.each(migrations.map(({ version }) => version))(
  'a store of version %d becomes one that can be opened, in one file',
  version => {
    const file = join(folder, `v${version}.db`)
    openWriter(
      file,
      migrations.filter(one => one.version <= version),
    ).close()
    checkStore(file)
    const db = openDatabase(file, { readonly: true })
    expect(db.pragma('user_version')).toBe(migrations.at(-1)!.version)
    expect(db.pragma('journal_mode')).toBe('delete')
    db.close()
    expect(readdirSync(folder).filter(name => /-(wal|shm)$/.test(name))).toEqual([])
  },
)
