import { join } from 'node:path'
import { createBackups } from '../backups/backups.ts'
import type { Config } from '../config/schema.ts'
import type { Jobs } from '../jobs/jobs.ts'
import { runStoreTask } from '../storage/thread/task-thread.ts'
import { keepOldMail } from './keep-old-mail.ts'
import type { ReplaceStore } from './reopenable-app.ts'

type Deps = {
  config: Pick<Config, 'dataDir'>
  storeScript: URL
  replaceStore: ReplaceStore
  jobs: Jobs
  now: () => number
}

/** Backups, with the threads that copy and check stores. */
export function wireBackups({ config, storeScript: script, replaceStore, jobs, now }: Deps) {
  const dataDir = config.dataDir === ':memory:' ? null : config.dataDir
  return createBackups({
    dataDir,
    copyStore: (target, signal, onProgress) =>
      runStoreTask({
        script,
        data: { role: 'copy', file: join(config.dataDir, 'mayfly.db'), target },
        signal,
        onProgress,
      }),
    checkStore: (file, signal) => runStoreTask({ script, data: { role: 'check', file }, signal }),
    keepOldMail: file => keepOldMail(file, now()),
    replaceStore,
    startJob: jobs.start,
    isRunning: kind => jobs.list().some(job => job.kind === kind && job.state === 'running'),
    now,
  })
}
