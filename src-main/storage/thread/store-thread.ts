import type { StoreProblem } from '#shared/api/system.ts'
import { openFlusher } from '../open-store.ts'
import type { QueryKind } from '../queries.ts'
import { StoreError } from '../store-error.ts'
import { unavailable } from '../store-problem.ts'
import type { FlushFile } from './flusher.ts'
import { startJobThread, type JobThread, type ThreadEnd } from './job-thread.ts'
import type { StartedAgain } from './protocol.ts'

type Options = {
  script: URL
  file: string
  flushFile?: FlushFile | undefined
  onProblem: (problem: StoreProblem) => void
  /** The thread died, or could not be started again; another attempt follows. */
  onDown: (error: unknown) => void
  onUp: () => void
  /** It cannot be started again. */
  onFatal: (error: Error) => void
}

export type StoreThread = Awaited<ReturnType<typeof startStoreThread>>

/** Waits before each new start of a thread that keeps dying: the first costs nobody anything, the last only tells. */
const waitsMs = [0, 250, 1_000, 5_000, 15_000]
/** One that lived this long did not die of its start. */
const soundAfterMs = 60_000

/**
 * Starts the store's thread; resolves when the store is open and migrated, rejects with StoreError. When the thread dies, what
 * it had not answered fails, and another takes its place. That one first takes back what the dead one may have stored of it, for
 * its senders try again. A store in memory dies with its thread.
 */
export async function startStoreThread(options: Options) {
  const { script, file, flushFile, onProblem, onDown, onUp, onFatal } = options
  let thread: JobThread | undefined
  let toldSeq = 0
  let deaths = 0
  let upSince = 0
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let starting: Promise<void> = Promise.resolve()

  const start = async (again?: StartedAgain): Promise<void> => {
    thread = await startJobThread({
      script,
      data: { file, role: 'store', ...(again ? { again } : {}) },
      openFlusher: () => openFlusher(file, flushFile),
      onProblem,
      onEnd,
    })
    upSince = performance.now()
  }

  function onEnd({ error, unflushed }: ThreadEnd): void {
    thread = undefined
    if (file === ':memory:') return onFatal(error)
    if (performance.now() - upSince >= soundAfterMs) deaths = 0
    startLater(error, unflushed)
  }

  function startLater(error: unknown, distrustsLog: boolean): void {
    if (stopped) return
    onDown(error)
    const waitMs = waitsMs[Math.min(deaths++, waitsMs.length - 1)]!
    timer = setTimeout(() => {
      starting = start({ toldSeq, distrustsLog }).then(onUp, (failure: unknown) => {
        if (isHopeless(failure)) onFatal(failure)
        else startLater(failure, distrustsLog)
      })
    }, waitMs)
  }

  const running = (): JobThread => {
    if (!thread) throw unavailable('restarting')
    return thread
  }

  await start()
  toldSeq = thread!.newestSeq

  return {
    query: async (set: string, queryKind: QueryKind, name: string, args: unknown): Promise<unknown> =>
      running().ask({ kind: 'query', set, queryKind, name, args }),
    /** The mail's bytes move to the thread: they cannot be read here afterwards. */
    async ingest(mail: { raw: Uint8Array }): Promise<unknown> {
      const raw = inOwnMemory(mail.raw)
      const stored = await running().ask({ kind: 'ingest', mail: { ...mail, raw } }, [raw.buffer])
      for (const { seq } of (stored as { deliveries: { seq: number }[] }).deliveries)
        toldSeq = Math.max(toldSeq, seq)
      return stored
    },
    /** Resolves when the thread answers. */
    ping: async (): Promise<unknown> => running().ask({ kind: 'ping' }),
    /** Resolves when something was written and flushed. */
    probe: async (): Promise<unknown> => running().ask({ kind: 'probe' }),
    queued: (): number => thread?.queued() ?? 0,
    async stop(): Promise<void> {
      stopped = true
      clearTimeout(timer)
      await starting
      await thread?.stop()
    },
  }
}

/** Nobody but a person can mend it. */
function isHopeless(error: unknown): error is StoreError {
  return error instanceof StoreError && ['corrupt', 'foreign', 'newer'].includes(error.kind)
}

/**
 * Bytes in memory of their own, which alone can move to another thread. A Buffer may be a slice of memory that Node
 * shares out, and would take its neighbours along; a plain Uint8Array is never.
 */
function inOwnMemory(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return Buffer.isBuffer(bytes) ? new Uint8Array(bytes) : (bytes as Uint8Array<ArrayBuffer>)
}
