import { transaction, type Db } from '../database.ts'
import { giveBack } from '../large-memory.ts'
import type { Job, JobResult } from './protocol.ts'

/** Work on one mail that needs no database; done before the transaction opens. */
export type Prepare = (job: Job) => Promise<Step>
/**
 * The rest of a job, in the transaction. Undone and called again when another job of its batch fails.
 * What it hands to `later` runs in the same transaction, behind the other jobs of the batch but before any that asks.
 */
export type Step = (db: Db, later: (work: Work) => void) => unknown
type Work = (db: Db) => void

type Options = {
  db: Db
  prepare: Prepare
  /** Called after the commit. */
  reply: (results: JobResult[]) => void
}

/** One transaction covers at most so many jobs ... */
const maxJobs = 256
/** ... and jobs worth so many bytes, so that one commit stays short. */
const maxBytes = 16 * 1024 * 1024
/** What is smaller is left to the next collection, which is soon. */
const worthFreeing = 256 * 1024

/**
 * Runs jobs in the order they came, all that are waiting in one transaction: under load many share the cost
 * of one commit, alone each gets its own at once. A job that fails is undone alone.
 */
export function createBatches({ db, prepare, reply }: Options) {
  const queue: Job[] = []
  let running: Promise<void> | undefined

  async function run(): Promise<void> {
    while (queue.length > 0) {
      const jobs = takeBatch(queue)
      reply(commit(db, jobs, await Promise.all(jobs.map(job => prepareSafely(prepare, job)))))
      for (const job of jobs) if (sizeOf(job) >= worthFreeing) giveBack(sourceOf(job).buffer)
    }
    running = undefined
  }

  return {
    add(job: Job): void {
      queue.push(job)
      // A turn of the event loop lets the messages that are already here join.
      running ??= new Promise<void>(resolve => setImmediate(resolve)).then(run)
    },
    /** Resolves when nothing is left to do. */
    async drain(): Promise<void> {
      while (running) await running
    },
  }
}

function takeBatch(queue: Job[]): Job[] {
  let bytes = 0
  let count = 0
  while (count < queue.length && count < maxJobs && bytes < maxBytes) bytes += sizeOf(queue[count++]!)
  return queue.splice(0, count)
}

const sizeOf = (job: Job): number => sourceOf(job).byteLength

/** The mail that a job brings, in memory of its own. */
function sourceOf(job: Job): Uint8Array<ArrayBuffer> {
  return job.kind === 'ingest' ? (job.mail as { raw: Uint8Array<ArrayBuffer> }).raw : none
}

const none = new Uint8Array(0)

async function prepareSafely(prepare: Prepare, job: Job): Promise<Step> {
  try {
    return await prepare(job)
  } catch (error) {
    return () => {
      throw error
    }
  }
}

/** All jobs in one transaction. Failures are rare, so only a batch with one is done again, each job on its own footing. */
function commit(db: Db, jobs: Job[], steps: Step[]): JobResult[] {
  try {
    return transaction(db, () => runTogether(db, jobs, steps))
  } catch (error) {
    if (jobs.length > 1) return commitCarefully(db, jobs, steps)
    foldLog(db, error)
    return [failed(jobs[0]!, error)]
  }
}

function runTogether(db: Db, jobs: Job[], steps: Step[]): JobResult[] {
  const postponed: Work[] = []
  const catchUp = () => postponed.splice(0).forEach(work => work(db))
  const results = jobs.map((job, index): JobResult => {
    if (job.kind === 'query') catchUp()
    return { id: job.id, ok: true, value: steps[index]!(db, work => postponed.push(work)) }
  })
  catchUp()
  return results
}

function commitCarefully(db: Db, jobs: Job[], steps: Step[]): JobResult[] {
  try {
    return transaction(db, () => jobs.map((job, index) => runAlone(db, job, steps[index]!)))
  } catch (error) {
    // The commit itself failed (a full disk, say): nothing of the batch is stored.
    foldLog(db, error)
    return jobs.map(job => failed(job, error))
  }
}

/** On a full disk the log cannot grow: folded into the store, it has room for the next transaction. Nobody who reads is waited for. */
function foldLog(db: Db, error: unknown): void {
  if (toFailure(error).code !== 'SQLITE_FULL') return
  try {
    db.pragma('wal_checkpoint(PASSIVE)')
  } catch {
    // There is no room for that either.
  }
}

/** In a savepoint: a job that fails is undone alone. */
function runAlone(db: Db, job: Job, step: Step): JobResult {
  try {
    return transaction(db, () => runTogether(db, [job], [step]))[0]!
  } catch (error) {
    // SQLite has rolled back the whole transaction: the batch is lost, not only this job.
    if (!db.inTransaction()) throw error
    return failed(job, error)
  }
}

function failed(job: Job, error: unknown): JobResult {
  return { id: job.id, ok: false, failure: toFailure(error) }
}

export function toFailure(error: unknown) {
  const known = error instanceof Error ? error : new Error(String(error))
  return { message: known.message, stack: known.stack, code: 'code' in known ? String(known.code) : '' }
}
