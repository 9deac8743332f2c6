import { Worker } from 'node:worker_threads'
import type { StoreProblem } from '#shared/api/system.ts'
import { StoreError, type StoreErrorKind } from '../store-error.ts'
import { problemOf, unavailable } from '../store-problem.ts'
import { toFailure } from './batches.ts'
import type { Flusher } from './flusher.ts'
import type { Failure, Job, JobResult, Reply, Request, ThreadData } from './protocol.ts'

type Options = {
  /** The built module that calls serveStore or serveReads. */
  script: URL
  data: ThreadData
  /** Called once the store is open. */
  openFlusher: () => Flusher
  /** Called for each job that failed because of the store and not by itself. */
  onProblem: (problem: StoreProblem) => void
  /** Called once, when all jobs are answered, if the thread ended without being told to. */
  onEnd: (why: ThreadEnd) => void
}

/** `unflushed`: the disk failed to confirm what was written last. */
export type ThreadEnd = { error: Error; unflushed: boolean }

/**
 * Memory for what lives briefly, of which V8 makes three parts. With a third of it, what a batch of mails needs outlives two
 * collections and is kept until a major one; more is only kept, not used.
 */
const youngMb = 24
/** Memory for the rest: a mail of 50 MB takes a fifth of it. Beyond that the thread ends, and not the process. */
const oldMb = 1_024

type Waiting = { resolve: (value: unknown) => void; reject: (error: unknown) => void }
/** A job before it is numbered. */
type Unnumbered<T> = T extends Job ? Omit<T, 'id'> : never

export type JobThread = Awaited<ReturnType<typeof startJobThread>>

/**
 * Starts a thread that has a connection to the store; resolves when that is open, rejects with StoreError.
 * An answer is given when the disk has what the job wrote, so that nothing takes it back. When the disk fails to say so, what
 * waits has failed and the thread ends: nobody can tell what became of the log. When the thread dies, what it had not answered
 * fails with `unavailable`.
 */
export async function startJobThread({ script, data, openFlusher, onProblem, onEnd }: Options) {
  const worker = new Worker(script, {
    workerData: data,
    resourceLimits: { maxYoungGenerationSizeMb: youngMb, maxOldGenerationSizeMb: oldMb },
  })
  const waiting = new Map<number, Waiting>()
  let lastId = 0
  let stopping = false
  let answered = Promise.resolve()
  let ended: Error | undefined
  let flushFailure: Failure | undefined

  const newestSeq = await opened(worker)
  const flusher = await openBeside(worker, openFlusher)
  const end = () => worker.postMessage({ kind: 'stop' } satisfies Request)
  const answer = async (results: JobResult[]) => {
    const failure = flushFailure ?? (await flusher.flushed().then(() => undefined, toFailure))
    if (failure && !flushFailure) {
      flushFailure = failure
      ended = toError(failure, onProblem)
      end()
    }
    const known = flushFailure
    for (const result of results)
      settle(waiting, known ? { id: result.id, ok: false, failure: known } : result, onProblem)
  }
  worker.on('message', (reply: Reply) => {
    if (reply.kind === 'results') answered = answer(reply.results)
  })
  worker.on('error', error => (ended = error instanceof Error ? error : new Error(String(error))))
  const exited = new Promise<void>(resolve => {
    worker.once('exit', async code => {
      await answered
      flusher.close()
      for (const { reject } of waiting.values()) reject(unavailable('restarting'))
      waiting.clear()
      const asked = stopping
      stopping = true
      const error = ended ?? new Error(`The store's thread ended with code ${code}`)
      if (!asked) onEnd({ error, unflushed: flushFailure !== undefined })
      resolve()
    })
  })

  return {
    newestSeq,
    ask(job: Unnumbered<Job>, transfer: ArrayBuffer[] = []): Promise<unknown> {
      if (stopping || flushFailure) return Promise.reject(unavailable('restarting', 'The store is closed.'))
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
      if (!stopping) end()
      stopping = true
      await exited
    },
  }
}

/** Resolves with the newest message's `seq`. */
function opened(worker: Worker): Promise<number> {
  return new Promise((resolve, reject) => {
    const died = (code: number) =>
      reject(new Error(`The store's thread ended with code ${code} as it started`))
    worker.once('error', reject)
    worker.once('exit', died)
    worker.once('message', (reply: Reply) => {
      worker.off('error', reject)
      worker.off('exit', died)
      if (reply.kind !== 'failed') return resolve(reply.kind === 'ready' ? reply.newestSeq : 0)
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

function settle(waiting: Map<number, Waiting>, result: JobResult, onProblem: Options['onProblem']): void {
  const job = waiting.get(result.id)
  waiting.delete(result.id)
  if (result.ok) job?.resolve(result.value)
  else job?.reject(toError(result.failure, onProblem))
}

/** A store that cannot write now (full disk, I/O fault, locked file) is `unavailable`: worth another try later. */
function toError({ code, message, stack }: Failure, onProblem: Options['onProblem']): Error {
  const problem = problemOf(code)
  const error = new Error(message)
  if (stack) error.stack = stack
  if (!problem) return error
  onProblem(problem)
  return unavailable(problem, undefined, error)
}
