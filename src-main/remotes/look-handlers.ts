import { AppError } from '#shared/api/errors.ts'
import type { Handlers } from '#shared/api/handler.ts'
import type { FindRemote } from './find-remote.ts'
import { checkOn } from './abilities.ts'
import type { Runner } from './runner.ts'
import { lookingMs, type Session } from './session.ts'
import type { ShowRemotes } from './show-remotes.ts'

type Deps = {
  find: FindRemote
  runner: Pick<Runner, 'runNow'>
  show: ShowRemotes
  now: () => number
  onDemand: (session: Session) => void
}

/** Whoever looks at a remote has it asked more often, or at once. */
export function createLookHandlers(deps: Deps): Handlers<'pollRemote' | 'watchRemote'> {
  const { find, runner, now } = deps
  return {
    async pollRemote({ remote }) {
      const session = find.find(remote)
      checkOn(session)
      checkNotHeldOff(session, now())
      session.lookingUntil = now() + lookingMs
      session.changed ||= 'messages'
      session.attempts.clear()
      await runner.runNow(session)
      return deps.show.showOne(session)
    },

    async watchRemote({ remote, mailboxId }) {
      const session = find.find(remote)
      const mailbox = mailboxId === undefined ? undefined : await find.findMailbox(remote, mailboxId)
      session.lookingUntil = now() + lookingMs
      session.lookingAt = mailbox?.key ?? null
      deps.onDemand(session)
    },
  }
}

/** What the service itself asked to wait for is waited for, whoever asks. */
function checkNotHeldOff({ row, failure, progress }: Session, now: number): void {
  const until = progress.trouble?.until ?? 0
  if (until <= now || !failure || !['rateLimited', 'quotaExhausted'].includes(failure.kind)) return
  throw new AppError(
    'rate_limit_exceeded',
    `${row.name} asks to wait until ${new Date(until).toISOString()}.`,
  )
}
