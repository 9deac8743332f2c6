import type { Info } from '#shared/api/system.ts'
import { createSystemHandlers } from '../system/handlers.ts'
import type { Reception } from '../system/reception.ts'
import type { Storage } from './open-storage.ts'
import type { Readiness } from './readiness.ts'
import { wireDiagnostics } from './wire-diagnostics.ts'

type Deps = Omit<Parameters<typeof wireDiagnostics>[0], 'repositories'> & {
  runtime: Info['runtime']
  reception: Reception
  repositories: Storage['repositories']
  readiness: Pick<Readiness, 'state'>
}

/** What Mayfly tells of itself: to its window, and to whoever helps. */
export function wireSystem({ runtime, reception, readiness, ...deps }: Deps) {
  const { config, version, repositories, listeners } = deps
  const { messages } = repositories
  const { state } = readiness
  const diagnostics = wireDiagnostics({ ...deps, listeners: { ...listeners, state } })
  return {
    zip: diagnostics.zip,
    handlers: {
      ...createSystemHandlers({
        version,
        runtime,
        dataDir: config.dataDir,
        state,
        isPaused: reception.isPaused,
        totals: messages.totals,
        lastSeq: messages.lastSeq,
      }),
      ...reception.handlers,
      ...diagnostics.handlers,
    },
  }
}
