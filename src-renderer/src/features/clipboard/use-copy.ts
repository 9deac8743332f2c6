import { refAutoReset } from '@vueuse/core'
import { useI18n } from 'vue-i18n'
import { useShell } from '../../shell/shell.ts'
import { useNotices } from '../../stores/notices.ts'

const feedbackMs = 1600

/** Copies, and tells for a moment that it did. */
export function useCopy() {
  const shell = useShell()
  const notices = useNotices()
  const { t } = useI18n()
  const copied = refAutoReset(false, feedbackMs)

  async function copy(text: string): Promise<void> {
    copied.value = await shell.copyText(text)
    if (!copied.value) notices.add(t('app.copyFailed'), 'problem')
  }

  return { copied, copy }
}
