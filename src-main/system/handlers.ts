import type { Handlers } from '#shared/api/handler.ts'
import { scopeOf, type Scope } from '#shared/api/scope.ts'
import type { Info } from '#shared/api/system.ts'

type Totals = { message_count: number; unread_count: number; pinned_count: number }

type Deps = {
  version: string
  runtime: Info['runtime']
  dataDir: string
  isPaused: () => boolean
  /** Ports are known only once everything listens, and all of it can change. */
  state: () => Pick<Info, 'host' | 'httpPort' | 'smtpPort' | 'smtpsPort' | 'problems' | 'storeProblem'>
  totals: (scope: Scope) => Promise<Totals>
  lastSeq: () => Promise<number>
}

export function createSystemHandlers(deps: Deps): Handlers<'getInfo'> {
  return {
    async getInfo(_input, { caller }) {
      const [totals, lastSeq] = await Promise.all([deps.totals(scopeOf(caller)), deps.lastSeq()])
      return {
        version: deps.version,
        runtime: deps.runtime,
        ...deps.state(),
        paused: deps.isPaused(),
        ...(caller.kind === 'owner' ? { dataDir: deps.dataDir } : {}),
        lastSeq,
        messageCount: totals.message_count,
        unreadCount: totals.unread_count,
        pinnedCount: totals.pinned_count,
      }
    },
  }
}
