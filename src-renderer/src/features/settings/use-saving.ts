import { shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Settings, SettingsChange } from '#shared/api/settings.ts'
import { toAppError } from '../../api/app-error.ts'
import { useNotices } from '../../stores/notices.ts'
import { useServerSettings } from '../../stores/server-settings.ts'

/** Saves a change at once, says so, and offers to take it back. What cannot be saved is said where it was entered. */
export function useSaving() {
  const store = useServerSettings()
  const notices = useNotices()
  const { t } = useI18n()
  const problem = shallowRef('')

  /** `final`: it did what cannot be undone. */
  async function save(change: SettingsChange, { final = false } = {}): Promise<boolean> {
    const before = store.settings && keep(store.settings, change)
    try {
      await store.change(change)
      problem.value = ''
    } catch (error) {
      problem.value = toAppError(error).message
      return false
    }
    const undo = { label: t('settings.undo'), run: () => void takeBack(before ?? {}) }
    notices.add(t('settings.saved'), 'plain', final ? {} : { action: undo })
    return true
  }

  async function takeBack(before: SettingsChange): Promise<void> {
    try {
      await store.change(before)
      notices.add(t('settings.undone'))
    } catch (error) {
      notices.add(toAppError(error).message, 'problem')
    }
  }

  return { problem, save }
}

/** The present values of what is about to change. */
function keep(settings: Settings, change: SettingsChange): SettingsChange {
  const names = Object.keys(change) as (keyof Settings)[]
  return Object.fromEntries(names.map(name => [name, settings[name]]))
}
