import type { Handler } from '#shared/api/handler.ts'
import type { Job } from '#shared/api/jobs.ts'
import { scopeOf } from '#shared/api/scope.ts'
import type { EventBus } from '../events/bus.ts'
import { deleteAllMatching, pickForDeletion } from './bulk-handlers.ts'
import type { MessageReader } from './reader.ts'
import type { MessageRepository } from './repository.ts'
import type { createSources } from './sources.ts'

type Task = {
  signal: AbortSignal
  tell: (progress: { done?: number; total?: number; counts?: Record<string, number> }) => void
}

type Deps = {
  repository: MessageRepository
  reader: MessageReader
  sources: Pick<ReturnType<typeof createSources>, 'seqsOf'>
  events: EventBus
  startJob: (about: { kind: 'deletion'; subject: string }, work: (task: Task) => Promise<void>) => Job
}

/** Deletes all that match as a job: of very many messages it takes longer than anybody waits for an answer. */
export function createBackgroundDeletion(deps: Deps): Handler<'deleteInBackground'> {
  return async ({ pinned, ...asked }, { caller }) => {
    const filter = await pickForDeletion(deps, scopeOf(caller), { pinned, ...asked })
    const subject = asked.mailbox ?? asked.q ?? ''
    return deps.startJob({ kind: 'deletion', subject }, async ({ signal, tell }) => {
      tell({ total: (await deps.sources.seqsOf(filter)).length })
      let deleted = 0
      await deleteAllMatching(deps, filter, removed => {
        deleted += removed
        tell({ done: deleted, counts: { deleted } })
        signal.throwIfAborted()
      })
    })
  }
}
