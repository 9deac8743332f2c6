import Sqlite from 'better-sqlite3'
import { isMainThread } from 'node:worker_threads'

/**
 * Loaded into Mayfly with `--import`: every COMMIT of the store's thread then takes BENCH_COMMIT_MS longer, as on a disk
 * that is slow to flush. The thread sleeps as it would in the system's call; other threads go on.
 */
const delayMs = Number(process.env['BENCH_COMMIT_MS'])

if (!isMainThread && delayMs > 0) {
  const never = new Int32Array(new SharedArrayBuffer(4))
  const prepare = Sqlite.prototype.prepare
  Sqlite.prototype.prepare = function (sql) {
    const statement = prepare.call(this, sql)
    if (sql === 'COMMIT') {
      const run = statement.run.bind(statement)
      Object.defineProperty(statement, 'run', {
        value(...args) {
          Atomics.wait(never, 0, 0, delayMs)
          return run(...args)
        },
      })
    }
    return statement
  }
}
