import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { isMainThread, Worker } from 'node:worker_threads'

/**
 * Loaded into the server with `--import`: a fault on purpose, named by CRASH_PLANT, that the rounds have to find. So we know
 * that they look.
 */
const plant = process.env['CRASH_PLANT']
/** Long enough that a kill comes in between now and then. */
const lateMs = 50

if (isMainThread && plant === 'unflushed') {
  fs.fdatasync = (_log, done) => void setImmediate(done, null)
  syncBuiltinESMExports()
} else if (isMainThread && plant) {
  const { postMessage } = Worker.prototype
  const faults = {
    /** Says that a mail is stored before it is. */
    early(worker, job, transfer) {
      const delivery = { id: '00000000-0000-7000-8000-000000000000', seq: 1, address: 'x@x', sizeBytes: 1 }
      const value = { deliveries: [delivery], createdMailboxes: [], refused: [] }
      worker.emit('message', { kind: 'results', results: [{ id: job.id, ok: true, value }] })
      setTimeout(() => postMessage.call(worker, job, transfer), lateMs)
    },
    /** Stores each mail twice. */
    twice(worker, job) {
      postMessage.call(worker, job)
      postMessage.call(worker, { ...job, id: -job.id })
    },
    /** Changes the last byte. */
    damaged(worker, job, transfer) {
      job.mail.raw[job.mail.raw.length - 3] ^= 1
      postMessage.call(worker, job, transfer)
    },
  }
  Worker.prototype.postMessage = function (job, transfer) {
    if (job?.kind === 'ingest') faults[plant](this, job, transfer)
    else postMessage.call(this, job, transfer)
  }
}
