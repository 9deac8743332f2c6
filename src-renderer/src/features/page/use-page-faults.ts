import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { onScopeDispose } from 'vue'
import { useNotices } from '../../stores/notices.ts'

/** Pages are fetched when they are first gone to: one that cannot be had is told of, and can be tried again. */
export function usePageFaults(): void {
  const router = useRouter()
  const notices = useNotices()
  const { t } = useI18n()

  const stop = router.onError((_error, to) => {
    const retry = { label: t('app.retry'), run: () => void router.push(to.fullPath) }
    notices.add(t('app.pageNotFetched'), 'problem', { action: retry })
  })
  onScopeDispose(stop)
}
