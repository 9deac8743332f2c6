import { defaultSettings, Settings } from '#shared/api/settings.ts'
import type { Db } from '../storage/database.ts'
import type { Repository } from '../storage/queries.ts'

export const settingsQueries = {
  reads: {
    /** Defaults, overlaid with what was changed. What another version kept and this one does not know is passed over. */
    loadSettings(db: Db): Settings {
      const rows = db.all<{ key: string; value: string }>('SELECT key, value FROM settings')
      const known = rows.flatMap(({ key, value }) => {
        const field = Object.hasOwn(Settings.shape, key) ? Settings.shape[key as keyof Settings] : undefined
        const result = field?.safeParse(JSON.parse(value))
        return result?.success ? [[key, result.data] as const] : []
      })
      return { ...defaultSettings, ...Object.fromEntries(known) }
    },
  },
  writes: {
    saveSettings(db: Db, changed: { [K in keyof Settings]?: Settings[K] | undefined }): void {
      for (const [key, value] of Object.entries(changed)) {
        if (value === undefined) continue
        db.run(
          'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
          key,
          JSON.stringify(value),
        )
      }
    },
  },
}

export type SettingsRepository = Repository<typeof settingsQueries>
