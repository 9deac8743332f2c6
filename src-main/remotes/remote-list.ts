import { AppError } from '#shared/api/errors.ts'
import type { createOpenSession } from './open-session.ts'
import type { RemoteRow } from './remote-row.ts'
import type { RemoteRepository } from './repository.ts'
import type { Runner } from './runner.ts'
import type { Session } from './session.ts'

type Deps = {
  repository: RemoteRepository
  openSession: ReturnType<typeof createOpenSession>
  runner: () => Pick<Runner, 'ended'>
  /** Deletes mailboxes with all their mail. */
  removeMailboxes: (
    mailboxes: { key: number; mailboxId: string; accountId: string; domain: string }[],
  ) => Promise<unknown>
  onChange: (session: Session) => void
}

export type RemoteList = Awaited<ReturnType<typeof openRemoteList>>

/** All remotes, in the order they were added. */
export async function openRemoteList({ repository, openSession, runner, ...deps }: Deps) {
  const sessions = new Map<string, Session>()
  for (const row of await repository.allRemotes()) sessions.set(row.id, await openSession(row))

  async function end(id: string): Promise<void> {
    const session = sessions.get(id)
    if (!session) return
    session.life.abort(new AppError('conflict', 'The remote account was changed meanwhile. Try again.'))
    await runner().ended(session)
  }

  return {
    all: (): Session[] => [...sessions.values()],
    /** Ends what goes on for it, and goes on with the row as it is now. */
    async reopen(row: RemoteRow): Promise<Session> {
      const before = sessions.get(row.id)
      await end(row.id)
      const session = await openSession({
        ...row,
        // What was counted since it was written last.
        progress: before ? JSON.stringify({ ...before.progress, trouble: null }) : row.progress,
      })
      if (before) session.waits = before.waits
      sessions.set(row.id, session)
      return session
    },
    /** With all that is kept of it here. */
    async remove(row: RemoteRow): Promise<void> {
      await end(row.id)
      const session = sessions.get(row.id)
      sessions.delete(row.id)
      do {
        const mailboxes = await repository.mailboxesOfRemote(row.id)
        await deps.removeMailboxes(
          mailboxes.map(({ key, id, domain }) => ({ key, mailboxId: id, accountId: row.id, domain })),
        )
      } while (!(await repository.deleteEmptyRemote(row.id)))
      if (session) deps.onChange(session)
    },
  }
}
