import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyBaseLogger } from 'fastify'
import type { Config } from '../config/schema.ts'
import { defineSearchFunctions } from '../messages/search/sql-functions.ts'
import { claimDataDir } from '../storage/lock.ts'
import { problemText } from '../storage/store-problem.ts'
import { StoreError } from '../storage/store-error.ts'
import { openStore } from '../storage/store.ts'
import { upgradeCopies, type UpgradeCopy } from '../storage/upgrade-copies.ts'
import type { FlushFile } from '../storage/thread/flusher.ts'
import { runStoreTask } from '../storage/thread/task-thread.ts'
import { queries } from './queries.ts'
import { runAll } from './run-all.ts'

type Deps = {
  config: Pick<Config, 'dataDir'>
  /** The built script of the store's thread. */
  script: URL
  /** How a file is flushed to disk; left out, as the system does it. */
  flushFile?: FlushFile | undefined
  logger: Pick<FastifyBaseLogger, 'info' | 'warn' | 'error'>
  onFatal: (error: Error) => void
}

export type Storage = Awaited<ReturnType<typeof openStorage>>

/** The data directory for this process alone, and the store in it. Rejects with StoreError. */
export async function openStorage({ config, script, flushFile, logger, onFatal }: Deps) {
  const inMemory = config.dataDir === ':memory:'
  const lock = inMemory ? undefined : claimDataDir(config.dataDir)
  const file = inMemory ? ':memory:' : join(config.dataDir, 'mayfly.db')
  try {
    let onChange = (): void => {}
    const stoppedCleanly = inMemory || !hasLog(file)
    const copiesBefore = inMemory ? [] : upgradeCopies(file)
    const stopped = new AbortController()
    const store = await openStore({
      file,
      script,
      flushFile,
      queries,
      defineFunctions: defineSearchFunctions,
      onProblem(problem) {
        if (problem) logger.error({ problem }, problemText[problem])
        else logger.info('the store works again')
        onChange()
      },
      onDown: error => logger.error({ err: error }, 'a thread of the store died'),
      onFatal,
    })
    if (!inMemory) tellOfCopy(file, copiesBefore, logger)
    if (!stoppedCleanly) void look()

    /** Beside everything else: a large store takes a while. */
    async function look(): Promise<void> {
      try {
        await runStoreTask({ script, data: { role: 'look', file }, signal: stopped.signal })
        logger.info('Mayfly was not stopped in order the last time; the store is whole')
      } catch (error) {
        if (stopped.signal.aborted) return
        logger.error(
          { err: error },
          'Mayfly was not stopped in order the last time, and the store was looked through',
        )
        if (error instanceof StoreError && error.kind === 'corrupt') store.noteProblem('damaged')
      }
    }

    return {
      ...store,
      /** Tells of each change in what is wrong with it. */
      onProblemChange: (listener: () => void): void => void (onChange = listener),
      isOpen: (): boolean => !stopped.signal.aborted,
      close: () => runAll([() => stopped.abort(), store.stop, () => lock?.release()]),
    }
  } catch (error) {
    lock?.release()
    throw error
  }
}

/** SQLite clears its log away when the last connection is closed in order. */
const hasLog = (file: string): boolean => (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0

/** Of the copy that an upgrade has made just now: a person should know the way back, and what takes up room. */
function tellOfCopy(file: string, before: UpgradeCopy[], logger: Pick<FastifyBaseLogger, 'warn'>): void {
  const known = new Set(before.map(({ path }) => path))
  for (const { path } of upgradeCopies(file))
    if (!known.has(path))
      logger.warn({ copy: path }, 'the store was upgraded; a copy of how it was before is kept')
}
