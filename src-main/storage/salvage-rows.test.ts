import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '#test/support/start-app.ts'
import { openDatabase } from './database.ts'
import { salvageRows } from './salvage-rows.ts'

const pageBytes = 4096
const rows = 1_000
const tables = `CREATE TABLE mails (id INTEGER PRIMARY KEY AUTOINCREMENT);
  CREATE TABLE pieces (mail INTEGER NOT NULL, bytes BLOB NOT NULL);`

test('of a table whose end is lost the rest is saved, though no other table has as many rows', () => {
  const folder = temporaryFolder()
  onTestFinished(() => folder.remove())
  const file = join(folder.path, 'damaged.db')
  const whole = openDatabase(file)
  whole.exec(tables)
  whole.exec('INSERT INTO mails VALUES (5)')
  for (let n = 0; n < rows; n++) whole.run('INSERT INTO pieces VALUES (5, zeroblob(3000))')
  const last = whole.get<{ page: number }>(
    "SELECT pageno AS page FROM dbstat WHERE name = 'pieces' AND pagetype = 'leaf' ORDER BY path DESC LIMIT 1",
  )!
  whole.close()
  const bytes = readFileSync(file).fill(0xff, (last.page - 1) * pageBytes, last.page * pageBytes)
  writeFileSync(file, bytes)
  const from = openDatabase(file, { damaged: true })
  onTestFinished(() => from.close())
  const to = openDatabase(':memory:')
  to.exec(tables)
  salvageRows(from, to)
  expect(to.get('SELECT count(*) AS n FROM pieces')).toEqual({ n: rows - 1 })
})
