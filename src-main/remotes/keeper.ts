import type { EventBus } from '../events/bus.ts'
import type { createLive } from './live.ts'
import type { RemoteRepository } from './repository.ts'
import type { Runner } from './runner.ts'
import type { Session } from './session.ts'

type Deps = {
  sessions: () => Session[]
  repository: Pick<RemoteRepository, 'dueMailboxes' | 'expireMailboxes' | 'deleteOldOfRemote'>
  runner: Runner
  live: ReturnType<typeof createLive>
  events: EventBus
  now: () => number
  onError: (error: unknown) => void
}

/** Short, so that waking up from sleep and a changed clock are noticed soon; it costs a few comparisons. */
const tickMs = 1_000
const sweepEveryMs = 60_000
const dayMs = 24 * 60 * 60 * 1000

/** Does for remotes what has its time: rounds, streams, what ran out, what is too old. */
export function createKeeper({ sessions, repository, runner, live, events, now, onError }: Deps) {
  let timer: NodeJS.Timeout | undefined
  let working: Promise<void> | undefined
  let sweptAt = -Infinity
  let stopped = false

  async function expire(): Promise<void> {
    if (!(await repository.dueMailboxes(now()))) return
    for (const event of await repository.expireMailboxes(now())) events.announce(event)
  }

  async function sweep(): Promise<void> {
    if (Math.abs(now() - sweptAt) < sweepEveryMs) return
    sweptAt = now()
    for (const { row } of sessions()) {
      const limits = {
        accountKey: row.account_key,
        messages: row.max_messages === 0 ? null : row.max_messages,
        olderThan: row.max_age_days === 0 ? null : now() - row.max_age_days * dayMs,
      }
      while (!stopped) {
        const messages = await repository.deleteOldOfRemote(limits)
        if (messages.length === 0) break
        events.announce({ type: 'message.deleted', messages })
      }
    }
  }

  async function tick(): Promise<void> {
    if (sessions().length === 0) return
    live.tick(sessions())
    const rounds = runner.tick().catch(onError)
    working ??= expire()
      .then(sweep)
      .catch(onError)
      .finally(() => (working = undefined))
    await Promise.all([rounds, working])
  }

  return {
    start(): void {
      void tick()
      timer = setInterval(() => void tick(), tickMs)
    },
    /** Does what is due; resolves when that is done. */
    tick,
    async stop(): Promise<void> {
      stopped = true
      clearInterval(timer)
      await runner.stop()
      await working
    },
  }
}
