import { AppError } from '#shared/api/errors.ts'
import type { Handlers } from '#shared/api/handler.ts'
import type { Settings, SettingsChange } from '#shared/api/settings.ts'
import { hashPassword } from '../passwords/password-hash.ts'
import { changeRelay, shownRelay, type KeptRelay } from './relay.ts'
import type { KeptSettings, KeptUser, SettingsRepository } from './repository.ts'

type Deps = {
  repository: SettingsRepository
  /** Whether SMTP offers TLS on any port. */
  tlsOffered: () => boolean
}

/** The settings in force, kept in memory because SMTP asks for them with every recipient. */
export async function createSettings({ repository, tlsOffered }: Deps) {
  let kept = await repository.loadSettings()
  let shown = toSettings(kept)

  const handlers: Handlers<'getSettings' | 'updateSettings'> = {
    getSettings: async () => shown,
    async updateSettings({ 'smtp.users': users, relay: asked, ...changed }) {
      if (changed['smtp.requireTls'] && !tlsOffered()) throw noTls()
      const hashed = users && (await hashUsers(users, kept['smtp.users']))
      const relay = asked === undefined ? undefined : changeRelay(asked, kept.relay)
      await repository.saveSettings({ ...changed, relay, 'smtp.users': hashed })
      kept = await repository.loadSettings()
      shown = toSettings(kept)
      return shown
    },
  }
  return {
    current: (): Settings => shown,
    /** Who may log in to SMTP, with the hashes of their passwords: never for an answer. */
    smtpUsers: (): readonly KeptUser[] => kept['smtp.users'],
    /** With its password: never for an answer. */
    relay: (): KeptRelay | null => kept.relay,
    handlers,
  }
}

function toSettings(kept: KeptSettings): Settings {
  return {
    ...kept,
    'smtp.users': kept['smtp.users'].map(({ user }) => ({ user })),
    relay: shownRelay(kept.relay),
  }
}

function hashUsers(users: NonNullable<SettingsChange['smtp.users']>, known: KeptUser[]): Promise<KeptUser[]> {
  return Promise.all(
    users.map(async ({ user, password }) => {
      if (password !== undefined) return { user, hash: await hashPassword(password) }
      const before = known.find(one => one.user === user)
      if (before) return before
      throw new AppError('bad_request', `${user} is new and needs a password.`, {
        details: [{ field: 'smtp.users' }],
      })
    }),
  )
}

function noTls(): AppError {
  return new AppError(
    'unprocessable',
    'SMTP offers no TLS that could be required. Start Mayfly with --starttls or --smtps-port.',
    { details: [{ field: 'smtp.requireTls' }] },
  )
}
