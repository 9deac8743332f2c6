import { Worker } from 'node:worker_threads'
import { AppError } from '#shared/api/errors.ts'
import { StoreError, type StoreErrorKind } from '../store-error.ts'
import { toFailure } from './batches.ts'
import type { Flusher } from './flusher.ts'
import type { Failure, Job, JobResult, Reply, Request, ThreadData } from './protocol.ts'

type Options = {
  /** The built module that calls serveStore or serveReads. */
  script: URL
  data: ThreadData
  /** Called once the store is open. */
  openFlusher: () => Flusher
  onCrash: (error: Error) => void
}

/** Memory for what lives briefly. More is only kept, not used: the peak falls by a third and the rate does not. */
const youngMb = 8

type Waiting = { resolve: (value: unknown) => void; reject: (error: unknown) => void }
/** A job before it is numbered. */
type Unnumbered<T> = T extends Job ? Omit<T, 'id'> : never

export type JobThread = Awaited<ReturnType<typeof startJobThread>>

/**
 * Starts a thread that has a connection to the store; resolves when that is open, rejects with StoreError.
 * An answer is given when the disk has what the job wrote, so that nothing takes it back; what a failing disk did not
 * confirm has failed, though it may turn out to be stored.
 * When the thread dies, what it had not answered fails with `unavailable` and `onCrash` is called.
 */
export async function startJobThread({ script, data, openFlusher, onCrash }: Options) {
  const worker = new Worker(script, {
    workerData: data,
    resourceLimits: { maxYoungGenerationSizeMb: youngMb },
  })
  const waiting = new Map<number, Waiting>()
  let lastId = 0
  let stopping = false
  let answered = Promise.resolve()

  await opened(worker)
  const flusher = await openBeside(worker, openFlusher)
  const answer = async (results: JobResult[]) => {
    const failure = await flusher.flushed().then(() => undefined, toFailure)
    for (const result of results) settle(waiting, failure ? { id: result.id, ok: false, failure } : result)
  }
  worker.on('message', (reply: Reply) => {
    if (reply.kind === 'results') answered = answer(reply.results)
  })
  worker.on('error', error => onCrash(error instanceof Error ? error : new Error(String(error))))
  const exited = new Promise<void>(resolve => {
    worker.once('exit', async code => {
      await answered
      flusher.close()
      for (const { reject } of waiting.values()) reject(unavailable('The store stopped.'))
      waiting.clear()
      if (!stopping) onCrash(new Error(`The store's thread ended with code ${code}`))
      stopping = true
      resolve()
    })
  })

  return {
    ask(job: Unnumbered<Job>, transfer: ArrayBuffer[] = []): Promise<unknown> {
      if (stopping) return Promise.reject(unavailable('The store is closed.'))
      const id = ++lastId
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        worker.postMessage({ ...job, id }, transfer)
      })
    },
    /** Jobs that are not answered yet. */
    queued: () => waiting.size,
    /** Resolves when all that was asked is answered and the thread has ended. */
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

async function openBeside(worker: Worker, openFlusher: () => Flusher): Promise<Flusher> {
  try {
    return openFlusher()
  } catch (error) {
    await worker.terminate()
    throw error
  }
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
  // What the flush to disk says, after the commit.
  if (/^E(IO|NOSPC|DQUOT)$/.test(code)) {
    return unavailable(
      `The disk did not confirm that it was stored (${message}). It may be there all the same.`,
    )
  }
  const error = new Error(message)
  if (stack) error.stack = stack
  return error
}

const unavailable = (message: string) => new AppError('unavailable', message)
