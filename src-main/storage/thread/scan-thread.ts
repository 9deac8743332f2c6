import { AppError } from '#shared/api/errors.ts'
import type { StoreProblem } from '#shared/api/system.ts'
import { noFlusher } from './flusher.ts'
import { startJobThread, type JobThread } from './job-thread.ts'

type Options = {
  script: URL
  file: string
  onProblem: (problem: StoreProblem) => void
  onDown: (error: Error) => void
}

/**
 * The thread for reads that may look at many rows, with a read-only connection of its own. It starts with the first
 * of them, since a store in which nobody searches needs none; and anew with the next, when it died.
 */
export function createScanThread({ script, file, onProblem, onDown }: Options) {
  let started: Promise<JobThread> | undefined
  let stopped = false

  function start(): Promise<JobThread> {
    const starting = startJobThread({
      script,
      data: { file, role: 'scans' },
      openFlusher: () => noFlusher,
      onProblem,
      onEnd({ error }) {
        started = undefined
        onDown(error)
      },
    })
    // One that could not open the store is not kept: the next search tries again.
    starting.catch(() => (started = undefined))
    return starting
  }

  return {
    async query(set: string, name: string, args: unknown): Promise<unknown> {
      if (stopped) throw new AppError('unavailable', 'The store is closed.')
      const thread = await (started ??= start())
      return thread.ask({ kind: 'query', set, queryKind: 'scans', name, args })
    },
    async stop(): Promise<void> {
      stopped = true
      const thread = await started?.catch(() => undefined)
      await thread?.stop()
    },
  }
}
