import type { Remote } from '#shared/api/remote-shapes.ts'
import type { RemoteRepository } from './repository.ts'
import type { Runner } from './runner.ts'
import type { Session } from './session.ts'
import { toRemote } from './to-remote.ts'

type Deps = {
  repository: Pick<RemoteRepository, 'countsOfRemotes'>
  runner: Pick<Runner, 'nextCallAt'>
  now: () => number
}

export type ShowRemotes = ReturnType<typeof createShowRemotes>

/** Remotes as the API shows them, with the counts that the store has of them. */
export function createShowRemotes({ repository, runner, now }: Deps) {
  async function show(sessions: Session[]): Promise<Remote[]> {
    const counts = new Map((await repository.countsOfRemotes()).map(one => [one.id, one]))
    return sessions.map(session =>
      toRemote(session, counts.get(session.row.id), { now: now(), nextCallAt: runner.nextCallAt(session) }),
    )
  }
  return { show, showOne: async (session: Session): Promise<Remote> => (await show([session]))[0]! }
}
