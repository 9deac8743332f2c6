import Sqlite from 'better-sqlite3'

export type SqlValue = string | number | bigint | Buffer | null

/** A connection. Statements are compiled once per text and kept. */
export type Db = {
  /** Every row of a query. */
  all<Row>(sql: string, ...params: SqlValue[]): Row[]
  /** The first row of a query, if any. */
  get<Row>(sql: string, ...params: SqlValue[]): Row | undefined
  run(sql: string, ...params: SqlValue[]): { changes: number; lastId: number }
  exec(sql: string): void
  pragma(text: string): unknown
  define(name: string, fn: (...args: never[]) => unknown): void
  inTransaction(): boolean
  /** Copies it to a new file, so many pages at a time as `onPages` answers. */
  copyTo(file: string, onPages: (remaining: number, total: number) => number): Promise<void>
  close(): void
}

/** Statements kept per connection: search compiles to many texts, and old ones should go. */
const maxStatements = 500

type Options = {
  readonly?: boolean
  /** Reads on where SQLite would refuse the file as a whole: it was cut off, or its schema names what is not there. */
  damaged?: boolean
}

/** Opens a file, or `:memory:`. Throws what SQLite throws; see open-store.ts for words a person understands. */
export function openDatabase(file: string, options: Options = {}): Db {
  const connection = new Sqlite(file, { readonly: options.readonly ?? false, timeout: 5000 })
  if (options.damaged) {
    connection.unsafeMode(true)
    connection.pragma('writable_schema = ON')
  }
  const statements = new Map<string, Sqlite.Statement>()

  function statement(sql: string): Sqlite.Statement {
    const known = statements.get(sql)
    if (known) return known
    if (statements.size >= maxStatements) statements.clear()
    const prepared = connection.prepare(sql)
    statements.set(sql, prepared)
    return prepared
  }

  return {
    all: <Row>(sql: string, ...params: SqlValue[]) => statement(sql).all(...params) as Row[],
    get: <Row>(sql: string, ...params: SqlValue[]) => statement(sql).get(...params) as Row | undefined,
    run(sql, ...params) {
      const { changes, lastInsertRowid } = statement(sql).run(...params)
      return { changes, lastId: Number(lastInsertRowid) }
    },
    exec: sql => void connection.exec(sql),
    pragma: text => connection.pragma(text, { simple: true }),
    define: (name, fn) => void connection.function(name, { deterministic: true }, fn as never),
    async copyTo(target, onPages) {
      await connection.backup(target, {
        progress: ({ remainingPages, totalPages }) => onPages(remainingPages, totalPages),
      })
    },
    inTransaction: () => connection.inTransaction,
    close: () => void connection.close(),
  }
}

/** Runs `work` in a transaction, or in a savepoint inside a running one. What throws is undone and thrown on. */
export function transaction<T>(db: Db, work: () => T): T {
  const nested = db.inTransaction()
  db.run(nested ? 'SAVEPOINT step' : 'BEGIN IMMEDIATE')
  try {
    const result = work()
    db.run(nested ? 'RELEASE step' : 'COMMIT')
    return result
  } catch (error) {
    // SQLite itself rolls back on some failures (a full disk, for one).
    if (db.inTransaction()) db.exec(nested ? 'ROLLBACK TO step; RELEASE step' : 'ROLLBACK')
    throw error
  }
}
