import { BroadcastChannel, parentPort, workerData } from 'node:worker_threads'
import Sqlite from 'better-sqlite3'

/** Faults that a test can have the store's thread suffer. */
export type Fault = 'dieAtCommit' | 'dieUnanswered' | 'runOutOfMemory' | 'readOnly' | 'writable'

/** The store's thread with faults on demand: tests post their names to the channel of the store's file. */
const { file, role } = workerData as { file: string; role: string }
const connections: Sqlite.Database[] = []
let dieAtCommit = false

if (role === 'store') {
  const faults: Record<Fault, () => void> = {
    dieAtCommit: () => (dieAtCommit = true),
    // What is committed is never told of.
    dieUnanswered: () => void (parentPort!.postMessage = () => process.exit(1)),
    runOutOfMemory() {
      const kept: number[][] = []
      for (;;) kept.push(new Array<number>(1_000_000).fill(0.5))
    },
    readOnly: () => connections.forEach(connection => connection.pragma('query_only = 1')),
    writable: () => connections.forEach(connection => connection.pragma('query_only = 0')),
  }
  const channel = new BroadcastChannel(`faults of ${file}`)
  channel.onmessage = ({ data }) => {
    faults[data as Fault]()
    channel.postMessage('suffered')
  }
  channel.unref()

  const { prepare } = Sqlite.prototype
  Sqlite.prototype.prepare = function (this: Sqlite.Database, sql: string) {
    if (!connections.includes(this)) connections.push(this)
    const statement = prepare.call(this, sql)
    if (sql !== 'COMMIT') return statement
    const { run } = statement
    statement.run = (...parameters: unknown[]) =>
      dieAtCommit ? process.exit(1) : run.apply(statement, parameters as never)
    return statement
  } as typeof prepare
}

await import('../../src-main/app/store-worker.ts')
