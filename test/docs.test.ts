import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { docTables, docsFolder, withTable } from './support/doc-tables.ts'

test.each(docTables.map(one => [`${one.file}: ${one.name}`, one] as const))(
  '%s is what the code declares',
  (_title, one) => {
    const document = readFileSync(new URL(one.file, docsFolder), 'utf8')
    expect(document, 'run npm run docs:tables').toBe(withTable(document, one.name, one.table))
  },
)
