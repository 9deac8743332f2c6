import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { watch } from 'vue'
import type { MessageSummary } from '#shared/api/message-shapes.ts'
import { createMailNews } from '#shared/notifications/mail-news.ts'
import { useClient } from '../../api/client.ts'
import { formatCount } from '../../i18n/format.ts'
import { useShell } from '../../shell/shell.ts'
import { useNotifications } from '../../stores/notifications.ts'
import { useRevisions } from '../../stores/revisions.ts'

/** The one notice that tells of many takes the place of the one before. */
const burstTag = 'mayfly-burst'

/** Tells of new mail outside of the window, while it is not looked at. On the desktop the process behind it does. */
export function useMailNotifications(): void {
  if (useShell().notifications) return
  const client = useClient()
  const revisions = useRevisions()
  const store = useNotifications()
  const router = useRouter()
  const { t } = useI18n()

  const news = createMailNews({
    isWatched: () => !store.wanted || document.hasFocus(),
    settings: () => client.call('getSettings', {}),
    findMessage: id => client.call('getMessage', { id }).catch(() => undefined),
    tellOne: showMessage,
    tellCount: showCount,
    now: Date.now,
  })
  watch(
    () => revisions.received,
    event => event && void news.onEvent(event),
    { flush: 'sync' },
  )

  function showMessage({ id, from, subject, code, address }: MessageSummary): void {
    const title = from.name || from.address
    const lines = [subject || t('inbox.noSubject'), code && t('notifications.code', { code }), address]
    show(title, lines.filter(Boolean).join('\n'), id, () =>
      router.push({ name: 'all', params: { messageId: id } }),
    )
  }

  function showCount(count: number): void {
    const title = t('notifications.many', { n: formatCount(count) }, count)
    show(title, '', burstTag, () => router.push({ name: 'all' }))
  }

  function show(title: string, body: string, tag: string, open: () => unknown): void {
    const notice = new Notification(title, { body, tag, icon: '/favicon.svg' })
    notice.onclick = () => {
      window.focus()
      void open()
      notice.close()
    }
  }
}
