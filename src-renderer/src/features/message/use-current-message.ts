import { useI18n } from 'vue-i18n'
import { toAppError } from '../../api/app-error.ts'
import { useMessageActions } from '../../stores/message-actions.ts'
import { useNotices } from '../../stores/notices.ts'
import { useReader } from '../../stores/reader.ts'
import { useInboxRoute } from '../inbox/use-inbox-route.ts'
import { useListNavigation } from '../inbox/use-list-navigation.ts'

/** What can be done to the open message, by button or by key. */
export function useCurrentMessage() {
  const reader = useReader()
  const actions = useMessageActions()
  const notices = useNotices()
  const { openMessage } = useInboxRoute()
  const { neighbourId } = useListNavigation()
  const { t } = useI18n()

  async function attempt(work: Promise<void>): Promise<boolean> {
    try {
      await work
      return true
    } catch (error) {
      notices.add(`${t('app.failed')}: ${toAppError(error).message}`, 'problem')
      return false
    }
  }

  function toggleUnread(): void {
    const { message } = reader
    if (message) void attempt(actions.setFlags(message, { unread: !message.unread }))
  }

  function togglePinned(): void {
    const { message } = reader
    if (message) void attempt(actions.setFlags(message, { pinned: !message.pinned }))
  }

  async function remove(stepOn: boolean): Promise<void> {
    if (!reader.message || reader.state !== 'ready') return
    const { id } = reader.message
    const next = stepOn ? neighbourId() : null
    openMessage(next)
    if (await attempt(actions.remove(id))) notices.add(t('message.removed'))
  }

  return { toggleUnread, togglePinned, remove }
}
