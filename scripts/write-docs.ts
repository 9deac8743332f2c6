// `npm run docs:tables`: writes the tables that are made from declarations into the docs. test/docs.test.ts checks them.
import { readFileSync, writeFileSync } from 'node:fs'
import { docTables, docsFolder, withTable } from '../test/support/doc-tables.ts'

for (const { file, name, table } of docTables) {
  const path = new URL(file, docsFolder)
  writeFileSync(path, withTable(readFileSync(path, 'utf8'), name, table))
}
