import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { watch } from 'vue'
import type { MessageSummary } from '#shared/api/message-shapes.ts'
import { useClient } from '../../api/client.ts'
import { formatCount } from '../../i18n/format.ts'
import { useConnection } from '../../stores/connection.ts'
import { useNotifications } from '../../stores/notifications.ts'
import { chooseNotices, type Shown } from './choose-notices.ts'

/** Of a burst no more is looked at: of most there is only the number anyway. */
const maxLookedAt = 200
/** The one notice that tells of many takes the place of the one before. */
const burstTag = 'mayfly-burst'

/** Tells of new mail outside of the window, while it is not looked at. */
export function useMailNotifications(): void {
  const client = useClient()
  const connection = useConnection()
  const store = useNotifications()
  const router = useRouter()
  const { t } = useI18n()

  /** The newest mail that is known; null before the first answer. */
  let known: number | null = null
  let shown: Shown = []

  watch(
    () => connection.info?.lastSeq,
    seq => {
      if (seq === undefined) return
      const after = known
      known = Math.max(seq, known ?? 0)
      if (after === null || seq <= after || !store.wanted || document.hasFocus()) return
      void tell(after)
    },
  )

  async function tell(after: number): Promise<void> {
    const page = await client.call('listMessages', { after, limit: maxLookedAt }).catch(() => null)
    if (!page) return // the window shows the mail all the same
    const fresh = page.items.filter(({ mailboxId }) => !store.muted.includes(mailboxId)).reverse()
    const uncounted = page.total - page.items.length
    const chosen = chooseNotices(fresh, shown, Date.now())
    shown = chosen.shown
    chosen.each.forEach(showMessage)
    if (chosen.rest > 0) showCount(chosen.rest + uncounted)
  }

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
