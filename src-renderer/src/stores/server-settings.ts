import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { Settings, SettingsChange } from '#shared/api/settings.ts'
import { toAppError } from '../api/app-error.ts'
import { useClient } from '../api/client.ts'

/** The server's settings as it last told them. */
export const useServerSettings = defineStore('serverSettings', () => {
  const client = useClient()
  const settings = shallowRef<Settings | null>(null)
  /** Why they could not be loaded, in words. */
  const problem = shallowRef('')

  async function load(): Promise<void> {
    try {
      settings.value = await client.call('getSettings', {})
      problem.value = ''
    } catch (error) {
      problem.value = toAppError(error).message
    }
  }

  /** Rejects with an AppError. */
  async function change(change: SettingsChange): Promise<void> {
    settings.value = await client.call('updateSettings', change)
  }

  return { settings, problem, load, change }
})
