import { defaultSettings, Settings } from '#shared/api/settings.ts'
import { ServerChange } from '#shared/api/server.ts'
import { z } from 'zod'
import { PasswordHash } from '../passwords/password-hash.ts'
import type { Db } from '../storage/database.ts'
import type { Repository } from '../storage/queries.ts'
import { KeptRelay } from './relay.ts'

/** A user of SMTP as kept. */
const KeptUser = z.object({ user: z.string(), hash: PasswordHash })
export type KeptUser = z.infer<typeof KeptUser>

/** Settings as kept: users with their hashes, the relay with its password. */
export type KeptSettings = Omit<Settings, 'smtp.users' | 'relay'> & {
  'smtp.users': KeptUser[]
  relay: KeptRelay | null
}

/** Ports and addresses as they were chosen, to be used at the next start. */
const KeptServer = ServerChange
export type KeptServer = z.infer<typeof KeptServer>

export const settingsQueries = {
  reads: {
    /** Defaults, overlaid with what was changed. What another version kept and this one does not know is passed over. */
    loadSettings(db: Db): KeptSettings {
      const rows = db.all<{ key: string; value: string }>('SELECT key, value FROM settings')
      const known = rows.flatMap(({ key, value }) => {
        const field = Object.hasOwn(fields, key) ? fields[key as keyof typeof fields] : undefined
        const result = field?.safeParse(fromJson(value))
        return result?.success ? [[key, result.data] as const] : []
      })
      return { ...defaultSettings, 'smtp.users': [], relay: null, ...Object.fromEntries(known) }
    },
    /** What was chosen of ports and addresses; nothing of it when it makes no sense. */
    loadKeptServer(db: Db): KeptServer {
      const row = db.get<{ value: string }>("SELECT value FROM settings WHERE key = 'server'")
      return KeptServer.safeParse(row && fromJson(row.value)).data ?? {}
    },
  },
  writes: {
    saveKeptServer: (db: Db, kept: KeptServer): void => keep(db, 'server', kept),
    saveSettings(db: Db, changed: { [K in keyof KeptSettings]?: KeptSettings[K] | undefined }): void {
      for (const [key, value] of Object.entries(changed)) if (value !== undefined) keep(db, key, value)
    },
  },
}

export type SettingsRepository = Repository<typeof settingsQueries>

const fields = { ...Settings.shape, 'smtp.users': z.array(KeptUser), relay: KeptRelay.nullable() }

/** What was there before is written over: the password of the relay is kept as it is, and an old one would stay in the file. */
function keep(db: Db, key: string, value: unknown): void {
  db.pragma('secure_delete = ON')
  try {
    db.run(
      'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
      key,
      JSON.stringify(value),
    )
  } finally {
    db.pragma('secure_delete = OFF')
  }
}

/** Undefined, which no setting can be, when it is no JSON. */
function fromJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
