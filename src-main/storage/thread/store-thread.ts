import { Worker } from 'node:worker_threads'
import { AppError } from '#shared/api/errors.ts'
import type { QueryKind } from '../queries.ts'
import { StoreError, type StoreErrorKind } from '../store-error.ts'
import type { Failure, Job, JobResult, Reply, Request } from './protocol.ts'

type Options = {
  /** The built module that calls serveStore. */
  script: URL
  file: string
  onCrash: (error: Error) => void
}

/** Memory for what lives briefly. More is only kept, not used: the peak falls by a third and the rate does not. */
const youngMb = 8

type Waiting = { resolve: (value: unknown) => void; reject: (error: unknown) => void }

export type StoreThread = Awaited<ReturnType<typeof startStoreThread>>

/**
 * Starts the store's thread; resolves when the store is open and migrated, rejects with StoreError.
 * When the thread dies, what it had not answered fails with `unavailable` and `onCrash` is called.
 */
export async function startStoreThread({ script, file, onCrash }: Options) {
  const worker = new Worker(script, {
    workerData: { file },
    resourceLimits: { maxYoungGenerationSizeMb: youngMb },
  })
  const waiting = new Map<number, Waiting>()
  let lastId = 0
  let stopping = false

  await opened(worker)
  worker.on('message', (reply: Reply) => {
    if (reply.kind === 'results') for (const result of reply.results) settle(waiting, result)
  })
  worker.on('error', error => onCrash(error instanceof Error ? error : new Error(String(error))))
  const exited = new Promise<void>(resolve => {
    worker.once('exit', code => {
      for (const { reject } of waiting.values()) reject(unavailable('The store stopped.'))
      waiting.clear()
      if (!stopping) onCrash(new Error(`The store's thread ended with code ${code}`))
      stopping = true
      resolve()
    })
  })

  function ask(job: Job, transfer: ArrayBuffer[] = []): Promise<unknown> {
    if (stopping) return Promise.reject(unavailable('The store is closed.'))
    return new Promise((resolve, reject) => {
      waiting.set(job.id, { resolve, reject })
      worker.postMessage(job, transfer)
    })
  }

  return {
    query: (set: string, queryKind: QueryKind, name: string, args: unknown) =>
      ask({ id: ++lastId, kind: 'query', set, queryKind, name, args }),
    /** The mail's bytes move to the thread: they cannot be read here afterwards. */
    ingest(mail: { raw: Uint8Array }) {
      const raw = inOwnMemory(mail.raw)
      return ask({ id: ++lastId, kind: 'ingest', mail: { ...mail, raw } }, [raw.buffer])
    },
    /** Jobs that are not answered yet. */
    queued: () => waiting.size,
    async stop(): Promise<void> {
      if (!stopping) worker.postMessage({ kind: 'stop' } satisfies Request)
      stopping = true
      await exited
    },
  }
}

function opened(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject)
    worker.once('message', (reply: Reply) => {
      worker.off('error', reject)
      if (reply.kind !== 'failed') return resolve()
      const { storeErrorKind, message } = reply.failure
      reject(storeErrorKind ? new StoreError(storeErrorKind as StoreErrorKind, message) : new Error(message))
    })
  })
}

function settle(waiting: Map<number, Waiting>, result: JobResult): void {
  const job = waiting.get(result.id)
  waiting.delete(result.id)
  if (result.ok) job?.resolve(result.value)
  else job?.reject(toError(result.failure))
}

/** A store that cannot write now (full disk, I/O fault, locked file) is `unavailable`: worth another try later. */
function toError({ code, message, stack }: Failure): Error {
  if (/^SQLITE_(FULL|IOERR|READONLY|BUSY|CANTOPEN|NOMEM)/.test(code)) {
    return unavailable(`The store cannot be written now (${message}). Nothing was stored.`)
  }
  const error = new Error(message)
  if (stack) error.stack = stack
  return error
}

const unavailable = (message: string) => new AppError('unavailable', message)

/**
 * Bytes in memory of their own, which alone can move to another thread. A Buffer may be a slice of memory that Node
 * shares out, and would take its neighbours along; a plain Uint8Array is never.
 */
function inOwnMemory(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return Buffer.isBuffer(bytes) ? new Uint8Array(bytes) : (bytes as Uint8Array<ArrayBuffer>)
}
