import { Worker } from 'node:worker_threads'
import { StoreError, type StoreErrorKind } from '../store-error.ts'
import type { TaskData, TaskReply } from './protocol.ts'

type Options = {
  script: URL
  data: TaskData
  signal: AbortSignal
  onProgress?: (doneBytes: number, totalBytes: number) => void
}

/** Runs one long piece of work on a store in a thread of its own. Rejects with StoreError; `signal` ends the thread. */
export async function runStoreTask({ script, data, signal, onProgress }: Options): Promise<void> {
  signal.throwIfAborted()
  const worker = new Worker(script, { workerData: data })
  const stop = () => void worker.terminate()
  signal.addEventListener('abort', stop, { once: true })
  try {
    await new Promise<void>((resolve, reject) => {
      worker.on('message', (reply: TaskReply) => {
        if (reply.kind === 'progress') return onProgress?.(reply.done, reply.total)
        if (reply.kind === 'done') return resolve()
        reject(new StoreError(reply.storeErrorKind as StoreErrorKind, reply.message))
      })
      worker.once('error', reject)
      worker.once('exit', () => reject(new Error('The thread ended before its work was done')))
    })
  } finally {
    signal.removeEventListener('abort', stop)
    await worker.terminate()
  }
  signal.throwIfAborted()
}
