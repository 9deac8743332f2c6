export type Table = { rows: string[][]; isCut: boolean }

/** What a window can show; more is for a spreadsheet. */
const maxRows = 500
const maxColumns = 50

/** Comma, semicolon or tab separated values (RFC 4180); undefined when it is no table. */
export function readTable(text: string): Table | undefined {
  const separator = separatorOf(text)
  if (separator === undefined) return undefined
  const rows: string[][] = []
  const field = new RegExp(
    `(?:"((?:[^"]|"")*)"|([^"${separator}\\r\\n][^${separator}\\r\\n]*|))(${separator}|\\r?\\n|\\r|$)`,
    'y',
  )
  let row: string[] = []
  while (field.lastIndex < text.length && rows.length < maxRows) {
    const match = field.exec(text)
    if (!match) return undefined
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '')
    if (match[3] === separator) continue
    rows.push(row.slice(0, maxColumns))
    row = []
  }
  return { rows, isCut: field.lastIndex < text.length || rows.some(({ length }) => length === maxColumns) }
}

/** The one that the first line has most of; where numbers have commas, the other one separates. */
function separatorOf(text: string): string | undefined {
  const first = text.split(/\r?\n/, 1)[0] ?? ''
  const counted = [';', '\t', ','].map(separator => ({ separator, count: first.split(separator).length - 1 }))
  return counted.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count)[0]?.separator
}
