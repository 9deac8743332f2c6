import { transaction, type Db, type SqlValue } from './database.ts'

/** Rows read at once: mail can be large. */
const rowsPerRead = 16
/** Where nothing says how far a table goes: one of pieces has many rows for each mail. */
const farEnough = 1_000_000
/** Then the end was passed. One lost page of pointers hides fewer rows of a table of pieces; it takes a second. */
const missesToStop = 20_000

/** Copies every row that can be read from a damaged store to an empty one with the same tables. The full text is left out. */
export function salvageRows(from: Db, to: Db): void {
  const tables = to.all<{ name: string; sql: string }>(
    "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'message_index%'",
  )
  for (const { name, sql } of tables) {
    const columns = columnsOf(to, name).filter(column => columnsOf(from, name).includes(column))
    if (columns.length === 0) continue
    const insert = `INSERT OR REPLACE INTO ${name} (${columns.join()}) VALUES (${columns.map(() => '?').join()})`
    const keep = (rows: Row[]) =>
      transaction(to, () => rows.forEach(row => to.run(insert, ...columns.map(column => row[column]!))))
    if (/WITHOUT ROWID\s*$/.test(sql)) salvageFromBothEnds(from, name, keep)
    else salvageByKey(from, name, keep)
  }
}

type Row = Record<string, SqlValue>
type Keep = (rows: Row[]) => void

const columnsOf = (db: Db, table: string): string[] =>
  db.all<{ name: string }>(`SELECT name FROM pragma_table_info('${table}')`).map(({ name }) => name)

/** Halves what cannot be read until what is left is one row. */
function salvageByKey(from: Db, table: string, keep: Keep): void {
  let missed = 0
  const read = (low: number, high: number): void => {
    const rows = tryTo(() => readRows(from, table, low, high))
    if (rows) {
      missed = 0
      return keep(rows)
    }
    if (low === high) return void (missed += 1)
    const middle = Math.floor((low + high) / 2)
    read(low, middle)
    read(middle + 1, high)
  }
  const { least, most } = lastKey(from, table)
  for (let low = 1; low <= least || (low <= most && missed < missesToStop); low += rowsPerRead)
    read(low, Math.min(low + rowsPerRead - 1, most))
}

/** One alone is asked for as such: a range looks at what is behind it too, which may be lost. */
const readRows = (from: Db, table: string, low: number, high: number): Row[] =>
  low === high
    ? from.all(`SELECT * FROM ${table} WHERE rowid = ?`, low)
    : from.all(`SELECT * FROM ${table} WHERE rowid BETWEEN ? AND ?`, low, high)

/** Between which the last one is. */
function lastKey(from: Db, table: string): { least: number; most: number } {
  const found = tryTo(() => from.get<{ last: number | null }>(`SELECT max(rowid) AS last FROM ${table}`))
  if (found) return { least: found.last ?? 0, most: found.last ?? 0 }
  const seq = tryTo(() => from.get<{ last: number | null }>('SELECT max(seq) AS last FROM sqlite_sequence'))
  const least = seq ? (seq.last ?? 0) : farEnough
  return { least, most: Math.max(least, farEnough) }
}

/** Such tables are small: each row up to the first that cannot be read, and the same from the end. */
function salvageFromBothEnds(from: Db, table: string, keep: Keep): void {
  const key = from
    .all<{ name: string }>(`SELECT name FROM pragma_table_info('${table}') WHERE pk > 0 ORDER BY pk`)
    .map(({ name }) => name)
  for (const direction of ['ASC', 'DESC']) {
    const order = key.map(name => `${name} ${direction}`).join()
    for (let offset = 0; ; offset++) {
      const rows = tryTo(() =>
        from.all<Row>(`SELECT * FROM ${table} ORDER BY ${order} LIMIT 1 OFFSET ${offset}`),
      )
      if (!rows || rows.length === 0) break
      keep(rows)
    }
  }
}

/** Undefined for what is damaged. */
function tryTo<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (/^SQLITE_(CORRUPT|NOTADB|IOERR)/.test(String((error as { code?: unknown }).code))) return undefined
    throw error
  }
}
