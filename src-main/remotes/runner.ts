import { AppError } from '#shared/api/errors.ts'
import { ProviderError } from '../providers/provider-error.ts'
import type { Cache } from './cache.ts'
import type { CallRemote } from './call-remote.ts'
import { nextRoundAt } from './polling/next-round.ts'
import { averageCost } from './polling/pace.ts'
import { runRound } from './round.ts'
import { isOff, pollFacts, type Session } from './session.ts'

type Deps = {
  sessions: () => Session[]
  call: CallRemote
  cacheOf: (row: Session['row']) => Cache
  saveProgress: (saved: { id: string; progress: string }) => Promise<unknown>
  now: () => number
  /** From 0 to 1. */
  random: () => number
  onChange: (session: Session) => void
  onError: (error: unknown) => void
}

/** Rounds at a time, of remotes that answer and of others: one that hangs never takes the place of one that answers. */
const parallel = { healthy: 4, troubled: 2 }

export type Runner = ReturnType<typeof createRunner>

/** Begins rounds when they are due: one at a time for each remote. */
export function createRunner(deps: Deps) {
  const { now, onError } = deps
  const running = new Map<Session, Promise<void>>()
  let stopped = false

  const isTroubled = ({ progress }: Session) => progress.trouble !== null

  function hasRoom(session: Session): boolean {
    const alike = [...running.keys()].filter(other => isTroubled(other) === isTroubled(session))
    return alike.length < parallel[isTroubled(session) ? 'troubled' : 'healthy']
  }

  function begin(session: Session): Promise<void> {
    const round = run(session).finally(() => running.delete(session))
    running.set(session, round)
    return round
  }

  async function run(session: Session): Promise<void> {
    session.jitter = deps.random()
    const before = session.made
    try {
      await runRound(session, { call: deps.call, cache: deps.cacheOf(session.row), now })
    } catch (error) {
      // Known and kept as the state of the remote, or the remote has ended.
      if (!(error instanceof ProviderError) && !session.life.signal.aborted) onError(error)
    }
    const cost = averageCost(session.progress.cost, session.made - before)
    session.progress = { ...session.progress, cost }
    await save(session).catch(onError)
    deps.onChange(session)
  }

  const save = ({ row, progress }: Session) =>
    deps.saveProgress({ id: row.id, progress: JSON.stringify(progress) })

  return {
    /** Looks which rounds are due; answers when those that it began are over. */
    tick: async (): Promise<void> => {
      if (stopped) return
      const due = deps
        .sessions()
        .filter(one => !isOff(one) && !running.has(one) && nextRoundAt(pollFacts(one, now()), now()) <= now())
      await Promise.all(due.filter(hasRoom).map(begin))
    },
    /** A round that begins now, after the one that is under way. */
    async runNow(session: Session): Promise<void> {
      await running.get(session)
      await (running.get(session) ?? begin(session))
    },
    /** Undefined for one that is never called by itself. */
    nextCallAt: (session: Session): number | undefined =>
      isOff(session) ? undefined : nextRoundAt(pollFacts(session, now()), now()),
    /** Resolves when nothing of it is going on any more. */
    ended: async (session: Session): Promise<void> => running.get(session),
    async stop(): Promise<void> {
      stopped = true
      for (const session of deps.sessions())
        session.life.abort(new AppError('unavailable', 'Mayfly is stopping.'))
      await Promise.allSettled(running.values())
    },
  }
}
