import type { App, createApp } from './create-app.ts'
import { createJobs } from '../jobs/jobs.ts'
import { openStorage } from './open-storage.ts'

type Deps = Omit<Parameters<typeof createApp>[0], 'storage' | 'jobs'> & {
  /** The built script of the store's thread. */
  storeScript: URL
  /** Called when the store's thread died: nothing more can be stored. */
  onFatal: (error: Error) => void
}

/**
 * Opens the store and wires the application on it. Opening takes a thread of its own a while, so the program, which is
 * most of what there is to load, is loaded meanwhile.
 * Rejects with StoreError when the store cannot be opened or another Mayfly has it.
 */
export async function openApp({ storeScript, onFatal, ...deps }: Deps): Promise<App> {
  const opening = openStorage({ config: deps.config, script: storeScript, onCrash: onFatal })
  const loading = import('./create-app.ts')
  const storage = await opening
  try {
    const { createApp } = await loading
    const onError = (error: unknown) => deps.logger.error({ err: error }, 'a job failed')
    const jobs = createJobs({ now: deps.now, onError })
    return await createApp({ ...deps, storage, jobs })
  } catch (error) {
    await storage.close()
    throw error
  }
}
