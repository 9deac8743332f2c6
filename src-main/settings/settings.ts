import type { Handlers } from '#shared/api/handler.ts'
import type { Settings } from '#shared/api/settings.ts'
import type { SettingsRepository } from './repository.ts'

/** The settings in force, kept in memory because SMTP asks for them with every recipient. */
export async function createSettings(repository: SettingsRepository) {
  let current = await repository.loadSettings()

  const handlers: Handlers<'getSettings' | 'updateSettings'> = {
    getSettings: async () => current,
    async updateSettings(changed) {
      await repository.saveSettings(changed)
      current = await repository.loadSettings()
      return current
    },
  }
  return { current: (): Settings => current, handlers }
}
