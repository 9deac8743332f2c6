import { parentPort } from 'node:worker_threads'
import { checkStore, lookForDamage } from '../check-store.ts'
import { copyStore } from '../copy-store.ts'
import { toStoreError } from '../store-error.ts'
import type { TaskData, TaskReply } from './protocol.ts'

/** A thread that does one thing to a store and ends. */
export async function serveTask(data: TaskData): Promise<void> {
  const send = (reply: TaskReply) => parentPort?.postMessage(reply)
  try {
    if (data.role === 'check') checkStore(data.file)
    else if (data.role === 'look') lookForDamage(data.file)
    else await copyStore(data.file, data.target, (done, total) => send({ kind: 'progress', done, total }))
    send({ kind: 'done' })
  } catch (error) {
    const { kind, message } = toStoreError(error, data.file)
    send({ kind: 'failed', storeErrorKind: kind, message })
  }
}
