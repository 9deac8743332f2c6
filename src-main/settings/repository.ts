import { defaultSettings, Settings } from '#shared/api/settings.ts'
import type { Db } from '../storage/database.ts'
import type { Repository } from '../storage/queries.ts'

export const settingsQueries = {
  reads: {
    /** Defaults, overlaid with what was changed. */
    loadSettings(db: Db): Settings {
      const rows = db.all<{ key: string; value: string }>('SELECT key, value FROM settings')
      const saved = Object.fromEntries(rows.map(({ key, value }) => [key, JSON.parse(value) as unknown]))
      return Settings.parse({ ...defaultSettings, ...saved })
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
