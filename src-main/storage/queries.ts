import type { Db } from './database.ts'

/** A named piece of SQL: synchronous, and run on whichever thread holds the connection. Arguments and results are plain data. */
export type Query = (db: Db, args: never) => unknown

/**
 * A feature's SQL. `reads` find a few rows by an index and run at once, beside the writer. `scans` may look at many,
 * and run on a thread of their own. `writes` run on the store's thread, in a transaction.
 */
export type QuerySet = {
  reads: Record<string, Query>
  scans?: Record<string, Query>
  writes: Record<string, Query>
  /** The writes that make room: they may use what is put by for a full disk. */
  frees?: readonly string[]
}

type Async<F> = F extends (db: Db, args: infer Args) => infer Result
  ? unknown extends Args
    ? () => Promise<Result>
    : (args: Args) => Promise<Result>
  : never

/** The same SQL as a feature sees it: asynchronous, wherever it runs. */
export type Repository<Q extends QuerySet> = Asked<Q['reads']> & Asked<Q['scans']> & Asked<Q['writes']>

type Asked<Queries> = { [K in keyof Queries]: Async<Queries[K]> }

const kinds = ['reads', 'scans', 'writes'] as const
export type QueryKind = (typeof kinds)[number]
export type RunQuery = (kind: QueryKind, name: string, args: unknown) => Promise<unknown>

/** Builds a feature's repository over a way to run its queries. */
export function createRepository<Q extends QuerySet>(queries: Q, run: RunQuery): Repository<Q> {
  const bound: Record<string, (args: unknown) => Promise<unknown>> = {}
  for (const kind of kinds) {
    for (const name of Object.keys(queries[kind] ?? {})) bound[name] = args => run(kind, name, args)
  }
  return bound as Repository<Q> // built from the same keys
}

/** For a connection in this thread: tests, and readers that are fast enough not to need their own. */
export function runOn(db: Db, queries: QuerySet): RunQuery {
  return async (kind, name, args) => {
    const query = queries[kind]?.[name]
    if (!query) throw new Error(`No query named ${name}`)
    return query(db, args as never)
  }
}
