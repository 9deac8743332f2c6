import { v7 as uuidv7 } from 'uuid'
import { AppError } from '#shared/api/errors.ts'
import { toTimestamp } from '#shared/api/fields.ts'
import type { Job, JobKind } from '#shared/api/jobs.ts'

/** What a job's work is handed. */
export type Task = {
  /** Aborted when it is cancelled: stop soon, and throw. */
  signal: AbortSignal
  /** Changes what is told of it. */
  tell: (progress: Partial<Pick<Job, 'done' | 'total' | 'counts' | 'backup'>>) => void
  /** Notes a part that was left out. */
  leaveOut: (name: string, message: string) => void
}

type Work = (task: Task) => Promise<void>
type Started = Pick<Job, 'kind' | 'subject'> & {
  total?: number | null
  /** Goes on while the application is started anew. */
  outlivesApp?: boolean
}
type Entry = { job: Job; abort: AbortController; ended: Promise<void>; outlivesApp: boolean }
type Deps = { now: () => number; onError: (error: unknown) => void }

/** Each holds files, memory or a thread. Two of a kind are more than one person has in hand. */
const maxRunning = 4
/** Finished ones that are kept, to be read after the fact. */
const maxFinished = 30
const maxFailures = 100

export type Jobs = ReturnType<typeof createJobs>

/** Long work. In memory: what a stop or a crash cuts off does not go on at the next start. */
export function createJobs({ now, onError }: Deps) {
  const entries = new Map<string, Entry>()
  const listeners = new Set<(jobId: string) => void>()

  function changed({ job }: Entry): void {
    for (const listener of listeners) listener(job.id)
  }

  function find(id: string): Entry {
    const entry = entries.get(id)
    if (entry) return entry
    throw new AppError('not_found', `There is no job ${id}. It may have finished long ago.`)
  }

  async function run(entry: Entry, work: Work): Promise<void> {
    const { job, abort } = entry
    try {
      await work(taskOf(entry, () => changed(entry)))
      job.state = 'done'
    } catch (error) {
      job.state = abort.signal.aborted ? 'cancelled' : 'failed'
      if (job.state === 'failed') job.error = wordsFor(error)
      if (!(error instanceof AppError || abort.signal.aborted)) onError(error)
    }
    job.finishedAt = toTimestamp(now())
    dropOldest(entries)
    changed(entry)
  }

  return {
    /** Begins it and returns at once. Throws `conflict` when too many run. */
    start({ kind, subject, total = null, outlivesApp = false }: Started, work: Work): Job {
      if (running(entries).length >= maxRunning) {
        throw new AppError('conflict', `${maxRunning} jobs run already. Wait for one to end, or cancel it.`)
      }
      const job = newJob(kind, subject, total, now())
      const entry: Entry = { job, abort: new AbortController(), ended: Promise.resolve(), outlivesApp }
      entries.set(job.id, entry)
      entry.ended = run(entry, work)
      changed(entry)
      return job
    },
    list: (): Job[] => [...entries.values()].map(({ job }) => job).toReversed(),
    get: (id: string): Job => find(id).job,
    /** Cancels it, or forgets it when it has finished. */
    end(id: string): void {
      const entry = find(id)
      if (entry.job.state === 'running') return entry.abort.abort()
      entries.delete(id)
      changed(entry)
    },
    /** Returns the function that ends the subscription. */
    subscribe(listener: (jobId: string) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** Cancels what runs, resolves when it has ended; without what outlives the application unless `all`. */
    async stop({ all }: { all: boolean }): Promise<void> {
      const ending = running(entries).filter(({ outlivesApp }) => all || !outlivesApp)
      for (const { abort } of ending) abort.abort()
      await Promise.all(ending.map(({ ended }) => ended))
    },
  }
}

function newJob(kind: JobKind, subject: string, total: number | null, at: number): Job {
  return {
    id: uuidv7(),
    kind,
    state: 'running',
    subject,
    done: 0,
    total,
    counts: {},
    failures: [],
    error: null,
    backup: null,
    startedAt: toTimestamp(at),
    finishedAt: null,
  }
}

function taskOf({ job, abort }: Entry, onChanged: () => void): Task {
  return {
    signal: abort.signal,
    tell(progress) {
      Object.assign(job, progress, { counts: { ...job.counts, ...progress.counts } })
      onChanged()
    },
    leaveOut(name, message) {
      if (job.failures.length < maxFailures) job.failures.push({ name, message })
      job.counts = { ...job.counts, failed: (job.counts['failed'] ?? 0) + 1 }
      onChanged()
    },
  }
}

const running = (entries: Map<string, Entry>): Entry[] =>
  [...entries.values()].filter(({ job }) => job.state === 'running')

function dropOldest(entries: Map<string, Entry>): void {
  const finished = [...entries.values()].filter(({ job }) => job.state !== 'running')
  for (const { job } of finished.slice(0, -maxFinished)) entries.delete(job.id)
}

function wordsFor(error: unknown): string {
  return error instanceof AppError
    ? error.message
    : 'Something went wrong inside Mayfly. The log has the details.'
}
