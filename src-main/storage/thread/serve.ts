import { parentPort, type MessagePort } from 'node:worker_threads'
import type { Db } from '../database.ts'
import type { QuerySet } from '../queries.ts'
import { StoreError } from '../store-error.ts'
import { createBatches, toFailure, type Prepare, type Step } from './batches.ts'
import type { Job, JobResult, Reply, Request } from './protocol.ts'

type QueryJob = Extract<Job, { kind: 'query' }>

type Options = {
  open: () => Db
  queries: Record<string, QuerySet>
  prepareIngest: (mail: unknown) => Promise<Step>
}

/** The store's thread: the only writer. Runs until it is told to stop, then finishes what was asked before. */
export function serveStore({ open, queries, prepareIngest }: Options): void {
  const port = parentPort
  if (!port) throw new Error('The store runs in a worker thread')
  const db = openOrReport(open, port)
  if (!db) return

  const prepare: Prepare = async job =>
    job.kind === 'ingest' ? prepareIngest(job.mail) : connection => runQuery(connection, queries, job)
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
  send({ kind: 'ready' })
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
  port.postMessage({ kind: 'ready' } satisfies Reply)
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
