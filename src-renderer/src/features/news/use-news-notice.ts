import { watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { useConnection } from '../../stores/connection.ts'
import { useNotices } from '../../stores/notices.ts'
import { isNews } from './is-news.ts'

const seenKey = 'mayfly.version'

/** Says once that another version is here, and where to read what is new. */
export function useNewsNotice(): void {
  const connection = useConnection()
  const notices = useNotices()
  const router = useRouter()
  const { t } = useI18n()

  watch(
    () => connection.info?.version,
    version => {
      if (version === undefined) return
      const seen = localStorage.getItem(seenKey)
      if (seen === version) return
      localStorage.setItem(seenKey, version)
      if (!isNews(seen, version)) return
      const action = { label: t('pages.news'), run: () => void router.push({ name: 'news' }) }
      notices.add(t('news.updated', { version }), 'plain', { action })
    },
    { immediate: true },
  )
}
