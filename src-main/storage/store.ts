import type { Db } from './database.ts'
import { AppError } from '#shared/api/errors.ts'
import type { StoreProblem } from '#shared/api/system.ts'
import { openReader } from './open-store.ts'
import { createReserve, noReserve, type Reserve } from './reserve.ts'
import { createRepository, runOn, type QuerySet, type Repository, type RunQuery } from './queries.ts'
import { createStoreHealth } from './store-health.ts'
import { problemOf, unavailable } from './store-problem.ts'
import type { FlushFile } from './thread/flusher.ts'
import { createScanThread } from './thread/scan-thread.ts'
import { startStoreThread, type StoreThread } from './thread/store-thread.ts'

type Options<Q extends Record<string, QuerySet>> = {
  /** A path, or `:memory:`. */
  file: string
  script: URL
  flushFile?: FlushFile | undefined
  queries: Q
  /** SQL functions that searches need, put on every connection that reads here. */
  defineFunctions: (db: Db) => void
  /** What is wrong with it has changed; undefined when nothing is any more. */
  onProblem: (problem: StoreProblem | undefined) => void
  /** A thread of it died, and another takes its place. */
  onDown: (error: unknown) => void
  /** It cannot go on. */
  onFatal: (error: Error) => void
}

export type Store<Q extends Record<string, QuerySet>> = {
  repositories: { [K in keyof Q]: Repository<Q[K]> }
  ingest: StoreThread['ingest']
  /** Jobs that the store's thread has not answered yet. */
  queued: StoreThread['queued']
  /** What is wrong with it now. */
  problem: () => StoreProblem | undefined
  /** Notes what was found out about it elsewhere. */
  noteProblem: (problem: StoreProblem) => void
  /** Resolves when the thread that writes answers. */
  ping: () => Promise<unknown>
  stop(): Promise<void>
}

/** How often it is looked whether room should be put by for a full disk. */
const putByEveryMs = 60_000
/** A deletion that finds the disk full is tried again with the log folded, and with the reserve given up. */
const roomAttempts = 3

/**
 * The store as the main thread sees it. Writes go to the store's thread. Reads run here on a connection of their
 * own, which the writer never blocks (WAL), and scans on a thread with another; a store in memory is one connection
 * only, so all go to the store's thread.
 */
export async function openStore<Q extends Record<string, QuerySet>>(options: Options<Q>): Promise<Store<Q>> {
  const { file, script, queries, onDown, onFatal } = options
  const health = createStoreHealth({
    probe,
    problemOf: reasonOf,
    onChange: options.onProblem,
  })
  const thread = await startStoreThread({
    script,
    file,
    flushFile: options.flushFile,
    onProblem: health.note,
    onDown(error) {
      health.note('restarting')
      onDown(error)
    },
    onUp: () => health.clear('restarting'),
    onFatal,
  })
  const reader = await openReaderBeside(thread, options)

  const reserve: Reserve = reader ? createReserve({ file, roomInside: () => freeBytes(reader) }) : noReserve
  void reserve.putBy()
  const puttingBy = setInterval(() => void reserve.putBy(), putByEveryMs).unref()

  async function probe(): Promise<void> {
    await thread.probe()
    await reserve.putBy()
    refuseFull()
  }

  /** What room there is, deletions need. */
  function refuseFull(): void {
    if (!reserve.isNeeded()) return
    health.note('disk_full')
    throw unavailable('disk_full')
  }

  /** Each time one fails the log is folded, which can be enough. */
  async function makingRoom(run: () => Promise<unknown>): Promise<unknown> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await run()
      } catch (error) {
        if (reasonOf(error) !== 'disk_full' || attempt === roomAttempts) throw error
        if (attempt > 1) await reserve.giveUp()
      }
    }
  }

  const scans = reader && createScanThread({ script, file, onProblem: health.note, onDown })

  /** What a read of this thread finds. */
  function noteDamage(error: unknown): never {
    const problem = problemOf(codeOf(error))
    if (problem !== 'damaged') throw error
    health.note(problem)
    throw unavailable(problem, undefined, error)
  }

  const repository = (name: string, set: QuerySet): Repository<QuerySet> => {
    const onThread: RunQuery = async (kind, query, args) =>
      asBuffer(await thread.query(name, kind, query, args))
    const here = reader && runOn(reader, set)
    return createRepository(set, async (kind, query, args) => {
      if (kind === 'reads' && here) return here(kind, query, args).catch(noteDamage)
      if (kind === 'scans' && scans) return scans.query(name, query, args)
      return set.frees?.includes(query)
        ? makingRoom(() => onThread(kind, query, args))
        : onThread(kind, query, args)
    })
  }

  return {
    // Built from the same keys.
    repositories: Object.fromEntries(
      Object.entries(queries).map(([name, set]) => [name, repository(name, set)]),
    ) as Store<Q>['repositories'],
    async ingest(mail) {
      refuseFull()
      return thread.ingest(mail)
    },
    queued: thread.queued,
    problem: health.current,
    noteProblem: health.note,
    ping: thread.ping,
    async stop() {
      health.stop()
      clearInterval(puttingBy)
      await reserve.stop()
      await scans?.stop()
      reader?.close()
      await thread.stop()
    },
  }
}

const freeBytes = (db: Db): number => Number(db.pragma('freelist_count')) * Number(db.pragma('page_size'))

const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '')

/** The problem that a refused job names. */
function reasonOf(error: unknown): StoreProblem | undefined {
  if (!(error instanceof AppError)) return undefined
  return error.details?.[0]?.['reason'] as StoreProblem | undefined
}

/** A store in memory has none. */
async function openReaderBeside(
  thread: StoreThread,
  { file, defineFunctions }: Pick<Options<never>, 'file' | 'defineFunctions'>,
): Promise<Db | undefined> {
  if (file === ':memory:') return undefined
  try {
    const reader = openReader(file)
    defineFunctions(reader)
    return reader
  } catch (error) {
    await thread.stop()
    throw error
  }
}

/** Buffers cross threads as plain Uint8Arrays, which read and print differently: the answer itself, or a row's columns. */
function asBuffer(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([column, one]) => [column, one instanceof Uint8Array ? asBuffer(one) : one]),
  )
}
