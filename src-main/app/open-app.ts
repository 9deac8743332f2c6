import { createEnvironmentSecrets } from '../secrets/environment-secrets.ts'
import type { Secrets } from '../secrets/secret-store.ts'
import { createSessionSecrets } from '../secrets/session-secrets.ts'
import type { FlushFile } from '../storage/thread/flusher.ts'
import { createJobs } from '../jobs/jobs.ts'
import type { AppDeps } from './app-deps.ts'
import type { TakenOver } from './listening.ts'
import { openStorage } from './open-storage.ts'
import { createReopenableApp, type App, type ReplaceStore } from './reopenable-app.ts'

type Deps = Omit<AppDeps, 'storage' | 'jobs' | 'otherStores' | 'secrets'> & {
  /** The built script of the store's thread. */
  storeScript: URL
  /** Called when the store cannot be opened any more, after a fault or a restore: nothing more can be stored. */
  onFatal: (error: Error) => void
  /** Where keys of remotes are kept; left out, in memory, and no variable is read. */
  secrets?: Secrets | undefined
  /** How the store is flushed to disk; left out, as the system does it. */
  flushFile?: FlushFile | undefined
}

/**
 * Opens the store and wires the application on it. Opening takes a thread of its own a while, so the program, which is
 * most of what there is to load, is loaded meanwhile.
 * Rejects with StoreError when the store cannot be opened or another Mayfly has it.
 */
export function openApp({
  storeScript,
  onFatal,
  secrets = sessionOnly(),
  flushFile,
  ...deps
}: Deps): Promise<App> {
  const onError = (error: unknown) => deps.logger.error({ err: error }, 'unexpected failure')
  const jobs = createJobs({ now: deps.now, onError })

  async function open(replaceStore: ReplaceStore, inForce?: TakenOver) {
    const { config } = deps
    const opening = openStorage({ config, script: storeScript, flushFile, logger: deps.logger, onFatal })
    const loading = import('./create-app.ts')
    const storage = await opening
    try {
      const { createApp } = await loading
      return await createApp({
        ...deps,
        inForce,
        secrets,
        storage,
        jobs,
        otherStores: { storeScript, replaceStore },
      })
    } catch (error) {
      await storage.close()
      throw error
    }
  }
  return createReopenableApp({ config: deps.config, jobs, open, onError, onFatal })
}

const sessionOnly = (): Secrets => ({
  environment: createEnvironmentSecrets({}),
  kept: createSessionSecrets(),
})
