import { useI18n } from 'vue-i18n'
import { useShell } from '../../shell/shell.ts'
import { useNotices } from '../../stores/notices.ts'

export function useOpenLink(): (url: string) => Promise<void> {
  const shell = useShell()
  const notices = useNotices()
  const { t } = useI18n()

  return async url => {
    if (!(await shell.openLink(url))) notices.add(t('app.linkRefused'), 'problem')
  }
}
