import { AppError } from '#shared/api/errors.ts'
import { toTimestamp } from '#shared/api/fields.ts'
import type { Caller, Handlers } from '#shared/api/handler.ts'
import { hashPassword, isPassword, type PasswordHash } from '../passwords/password-hash.ts'
import type { OwnerRepository } from './repository.ts'
import { createSessions } from './sessions.ts'
import { createThrottle, type Place } from './throttle.ts'

type Deps = {
  repository: OwnerRepository
  /** The password of `--password-file`, which counts for this run instead of the one that is kept. */
  fromFile: PasswordHash | undefined
  /** Whether whoever is on this machine is the owner; changes with the address that the server listens on. */
  openMode: () => boolean
  now: () => number
}

export type Owner = Awaited<ReturnType<typeof createOwner>>

/** Whoever changes the password is owner already: all of them try from one place. */
const changing: Place = { name: 'changing the password', isTrusted: true }

/** The owner's password and who has signed in with it. */
export async function createOwner({ repository, fromFile, openMode, now }: Deps) {
  let password = fromFile ?? (await repository.loadPassword())
  const sessions = createSessions({ now })
  const throttle = createThrottle({ now })

  /** Refused while throttled, whether right or not, and then without hashing. */
  async function isRight(given: string, kept: PasswordHash, place: Place): Promise<boolean> {
    const waitMs = throttle.take(place)
    if (waitMs > 0) throw tooManyTries(waitMs)
    const right = await isPassword(given, kept)
    if (right) throttle.forgive(place)
    return right
  }

  const handlers: Handlers<'getSession' | 'setPassword' | 'listOwnerSessions' | 'endOtherSessions'> = {
    getSession: async (_input, { caller }) => ({
      owner: caller.kind === 'owner',
      passwordSet: password !== undefined,
      openMode: openMode(),
    }),
    async setPassword({ password: wanted, currentPassword = '' }, { caller }) {
      if (fromFile)
        throw new AppError('conflict', 'The password is the one of --password-file. Change it there.')
      if (password && !(await isRight(currentPassword, password, changing)))
        throw new AppError(
          'forbidden',
          'The password in force is needed as currentPassword; what was given is not it.',
        )
      const hash = await hashPassword(wanted)
      await repository.savePassword(hash)
      password = hash
      sessions.endOthers(sessionOf(caller))
    },
    listOwnerSessions: async (_input, { caller }) => ({
      items: sessions.list().map(({ id, startedAt, usedAt }) => ({
        startedAt: toTimestamp(startedAt),
        usedAt: toTimestamp(usedAt),
        current: id === sessionOf(caller),
      })),
    }),
    endOtherSessions: async (_input, { caller }) => sessions.endOthers(sessionOf(caller)),
  }

  return {
    openMode,
    passwordSet: (): boolean => password !== undefined,
    /** Answers the token of a new session. `place` is where the try comes from. */
    async signIn(given: string, place: Place): Promise<string> {
      if (!password) throw new AppError('conflict', 'There is no password yet, so nobody can sign in.')
      const tried = password
      if (!(await isRight(given, tried, place)))
        throw new AppError('unauthorized', 'That is not the password.')
      // Changed meanwhile: what was right a moment ago must not outlive the change.
      if (password !== tried) throw new AppError('unauthorized', 'The password was changed. Try again.')
      return sessions.start()
    },
    signOut: sessions.end,
    findSession: sessions.find,
    onSessionEnded: sessions.onEnded,
    handlers,
  }
}

const sessionOf = (caller: Caller): string | undefined =>
  caller.kind === 'owner' ? caller.session?.id : undefined

function tooManyTries(waitMs: number): AppError {
  const retryAfterSeconds = Math.ceil(waitMs / 1000)
  return new AppError(
    'rate_limit_exceeded',
    `Too many tries. Try again in ${retryAfterSeconds} ${retryAfterSeconds === 1 ? 'second' : 'seconds'}.`,
    { details: [{ retryAfterSeconds }] },
  )
}
