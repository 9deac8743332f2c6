import { setTimeout } from 'node:timers/promises'
import { AppError } from '#shared/api/errors.ts'
import { problemText, unavailable } from '../storage/store-problem.ts'
import type { createListeners } from './listeners.ts'
import type { Storage } from './open-storage.ts'

type Deps = {
  listeners: Pick<ReturnType<typeof createListeners>, 'state' | 'notReady'>
  storage: Pick<Storage, 'problem' | 'ping'>
  answersWithinMs?: number
}

/** A store that is busy with a long step answers within this; one that does not hangs. */
const patienceMs = 5_000

export type Readiness = ReturnType<typeof createReadiness>

/** What does not work, of the sockets and of the store. */
export function createReadiness({ listeners, storage, answersWithinMs = patienceMs }: Deps) {
  function state() {
    const { problems, ...ports } = listeners.state()
    const storeProblem = storage.problem() ?? null
    return {
      ...ports,
      storeProblem,
      problems: storeProblem ? [problemText[storeProblem], ...problems] : problems,
    }
  }

  async function asksStore(): Promise<AppError | undefined> {
    const problem = storage.problem()
    if (problem) return unavailable(problem)
    const timer = new AbortController()
    const silent = setTimeout(answersWithinMs, silentStore, { signal: timer.signal, ref: false })
    try {
      return await Promise.race([storage.ping().then(() => undefined), silent])
    } catch (error) {
      return error instanceof AppError ? error : silentStore
    } finally {
      timer.abort()
      silent.catch(() => {})
    }
  }

  return {
    state,
    problems: () => state().problems,
    /** Why mail cannot come in. Asks the store too: sockets that listen are not enough. */
    async notReady(): Promise<AppError | undefined> {
      const reason = listeners.notReady()
      return reason === undefined ? asksStore() : new AppError('unavailable', reason)
    },
  }
}

const silentStore = new AppError('unavailable', 'The store does not answer.')
