import { parentPort, type MessagePort } from 'node:worker_threads'
import type { Db } from '../database.ts'
import type { QuerySet } from '../queries.ts'
import { StoreError, toStoreError } from '../store-error.ts'
import { createBatches, toFailure, type Prepare, type Step } from './batches.ts'
import { newestSeq, takeBack } from '../take-back.ts'
import type { Job, JobResult, Reply, Request, StartedAgain } from './protocol.ts'

type QueryJob = Extract<Job, { kind: 'query' }>

type Options = {
  file: string
  open: () => Db
  again?: StartedAgain | undefined
  queries: Record<string, QuerySet>
  prepareIngest: (mail: unknown) => Promise<Step>
}

/** The store's thread: the only writer. Runs until it is told to stop, then finishes what was asked before. */
export function serveStore({ file, open, again, queries, prepareIngest }: Options): void {
  const port = parentPort
  if (!port) throw new Error('The store runs in a worker thread')
  let newest = 0
  const db = openOrReport(() => {
    const opened = settle(open(), again)
    newest = newestOf(opened, file)
    return opened
  }, port)
  if (!db) return

  const prepare: Prepare = async job => {
    if (job.kind === 'ingest') return prepareIngest(job.mail)
    if (job.kind === 'query') return connection => runQuery(connection, queries, job)
    return job.kind === 'probe' ? writeSomething : () => undefined
  }
  const send = (reply: Reply) => port.postMessage(reply)
  const batches = createBatches({
    db,
    prepare,
    reply: results => send({ kind: 'results', results }),
  })

  port.on('message', (request: Request) => {
    if (request.kind !== 'stop') return batches.add(request)
    void batches.drain().then(() => {
      db.close()
      port.close()
    })
  })
  send({ kind: 'ready', newestSeq: newest })
}

/** The thread of scans: answers one query after the other, beside the writer. */
export function serveScans({ open, queries }: Pick<Options, 'open' | 'queries'>): void {
  const port = parentPort
  if (!port) throw new Error('Scans run in a worker thread')
  const db = openOrReport(open, port)
  if (!db) return

  port.on('message', (request: Request) => {
    if (request.kind === 'query') {
      return port.postMessage({ kind: 'results', results: [answer(db, queries, request)] } satisfies Reply)
    }
    db.close()
    port.close()
  })
  port.postMessage({ kind: 'ready', newestSeq: 0 } satisfies Reply)
}

/** Brings a store in order whose thread has died. */
function settle(db: Db, again: StartedAgain | undefined): Db {
  if (!again) return db
  takeBack(db, again.toldSeq)
  // What the disk failed to flush may never get there, though SQLite still reads it: folded into the store it does.
  if (again.distrustsLog && Number(db.pragma('wal_checkpoint(TRUNCATE)')) !== 0)
    throw new StoreError('unusable', 'The log of the store is in use.')
  return db
}

/** The first look into the store: what is damaged there keeps it from being opened. */
function newestOf(db: Db, file: string): number {
  try {
    return newestSeq(db)
  } catch (error) {
    throw toStoreError(error, file)
  }
}

/** The version that is there already: the smallest write there is. */
function writeSomething(db: Db): void {
  db.pragma(`user_version = ${Number(db.pragma('user_version'))}`)
}

function answer(db: Db, queries: Record<string, QuerySet>, job: QueryJob): JobResult {
  try {
    return { id: job.id, ok: true, value: runQuery(db, queries, job) }
  } catch (error) {
    return { id: job.id, ok: false, failure: toFailure(error) }
  }
}

function openOrReport(open: () => Db, port: MessagePort): Db | undefined {
  try {
    return open()
  } catch (error) {
    const storeErrorKind = error instanceof StoreError ? error.kind : undefined
    port.postMessage({ kind: 'failed', failure: { ...toFailure(error), storeErrorKind } } satisfies Reply)
    port.close()
    return undefined
  }
}

function runQuery(db: Db, queries: Record<string, QuerySet>, job: QueryJob): unknown {
  const query = queries[job.set]?.[job.queryKind]?.[job.name]
  if (!query) throw new Error(`No query ${job.set}.${job.name}`)
  return query(db, job.args as never)
}
