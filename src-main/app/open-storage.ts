import { join } from 'node:path'
import type { Config } from '../config/schema.ts'
import { defineSearchFunctions } from '../messages/search/sql-functions.ts'
import { claimDataDir } from '../storage/lock.ts'
import { openStore } from '../storage/store.ts'
import { queries } from './queries.ts'
import { runAll } from './run-all.ts'

type Deps = {
  config: Pick<Config, 'dataDir'>
  /** The built script of the store's thread. */
  script: URL
  onCrash: (error: Error) => void
}

export type Storage = Awaited<ReturnType<typeof openStorage>>

/** The data directory for this process alone, and the store in it. Rejects with StoreError. */
export async function openStorage({ config, script, onCrash }: Deps) {
  const inMemory = config.dataDir === ':memory:'
  const lock = inMemory ? undefined : claimDataDir(config.dataDir)
  const file = inMemory ? ':memory:' : join(config.dataDir, 'mayfly.db')
  try {
    const store = await openStore({ file, script, queries, defineFunctions: defineSearchFunctions, onCrash })
    return {
      ...store,
      close: () => runAll([store.stop, () => lock?.release()]),
    }
  } catch (error) {
    lock?.release()
    throw error
  }
}
