import { createHash, randomBytes } from 'node:crypto'
import type { OwnerSession } from '#shared/api/handler.ts'

/** A browser that is not used for so long has to sign in again. */
export const idleMs = 7 * 24 * 60 * 60_000
/** However much it is used, after so long too; its cookie ends with it. */
export const lifetimeMs = 30 * 24 * 60 * 60_000
/** More browsers than one owner has; a loop of sign-ins must not fill the memory. */
export const maxSessions = 100
const tokenBytes = 32

export type Sessions = ReturnType<typeof createSessions>
type Session = { startedAt: number; usedAt: number }

/** Who has signed in. In memory only, and of each token only its hash: a restart ends all. */
export function createSessions({ now }: { now: () => number }) {
  /** By hash of the token, oldest first. */
  const sessions = new Map<string, Session>()

  let tell = (_id: string): void => {}

  function end(id: string): void {
    if (sessions.delete(id)) tell(id)
  }

  return {
    /** Starts one and answers its token, which is told this once. */
    start(): string {
      const token = randomBytes(tokenBytes).toString('base64url')
      const at = now()
      sessions.set(idOf(token), { startedAt: at, usedAt: at })
      for (const id of [...sessions.keys()].slice(0, -maxSessions)) end(id)
      return token
    },
    /** The session of a token, if it is one; being found counts as being used. */
    find(token: string): OwnerSession | undefined {
      const id = idOf(token)
      const session = sessions.get(id)
      if (!session) return undefined
      if (endOf(session) <= now()) return void end(id)
      session.usedAt = now()
      return { id, expiresAt: () => endOf(session) }
    },
    /** Who is told of each session that is over: signed out, or ended by a change of the password. */
    onEnded: (listener: (id: string) => void): void => void (tell = listener),
    /** Signs out; a token that is none is passed over. */
    end: (token: string): void => end(idOf(token)),
    /** Those that have not run out, newest first. */
    list: () =>
      [...sessions]
        .filter(([, session]) => endOf(session) > now())
        .map(([id, { startedAt, usedAt }]) => ({ id, startedAt, usedAt }))
        .reverse(),
    /** Ends all, but for the one that is named. */
    endOthers(id?: string): void {
      for (const other of [...sessions.keys()]) if (other !== id) end(other)
    },
  }
}

function endOf({ startedAt, usedAt }: Session): number {
  return Math.min(usedAt + idleMs, startedAt + lifetimeMs)
}

/** Looking a hash up tells nothing about the token by the time that it takes. */
function idOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
