import { Worker } from 'node:worker_threads'
import { StoreError, type StoreErrorKind } from '../store-error.ts'
import type { TaskData, TaskReply } from './protocol.ts'

type Options = {
  script: URL
  data: TaskData
  signal: AbortSignal
  onProgress?: (doneBytes: number, totalBytes: number) => void
}

/**
 * Runs one long piece of work on a store in a thread of its own. Rejects with StoreError; `signal` ends the thread. A check is
 * one long call into SQLite, in which no thread can be ended: it is not waited for, and what it found is for nobody.
 */
export async function runStoreTask({ script, data, signal, onProgress }: Options): Promise<void> {
  signal.throwIfAborted()
  const worker = new Worker(script, { workerData: data })
  let abort = (): void => {}
  try {
    await new Promise<void>((resolve, reject) => {
      abort = () => reject(signal.reason as Error)
      signal.addEventListener('abort', abort, { once: true })
      worker.on('message', (reply: TaskReply) => {
        if (reply.kind === 'progress') return onProgress?.(reply.done, reply.total)
        if (reply.kind === 'done') return resolve()
        reject(new StoreError(reply.storeErrorKind as StoreErrorKind, reply.message))
      })
      worker.once('error', reject)
      worker.once('exit', () => reject(new Error('The thread ended before its work was done')))
    })
  } finally {
    signal.removeEventListener('abort', abort)
    const ending = worker.terminate()
    if (data.role === 'copy' || !signal.aborted) await ending
  }
  signal.throwIfAborted()
}
