import { useI18n } from 'vue-i18n'
import type { MessageSummary } from '#shared/api/message-shapes.ts'
import { toAppError } from '../../api/app-error.ts'
import { useMessageActions } from '../../stores/message-actions.ts'
import { useMessages } from '../../stores/messages.ts'
import { useNotices } from '../../stores/notices.ts'
import { useReader } from '../../stores/reader.ts'
import { useInboxRoute } from '../inbox/use-inbox-route.ts'
import { useListNavigation } from '../inbox/use-list-navigation.ts'

/** What can be done to the open message, by button or by key. */
export function useCurrentMessage() {
  const reader = useReader()
  const messages = useMessages()
  const actions = useMessageActions()
  const notices = useNotices()
  const { messageId, openMessage } = useInboxRoute()
  const { neighbourId } = useListNavigation()
  const { t } = useI18n()

  /** The one that the address names: keys may be quicker than the mail they are meant for is loaded. */
  function current(): MessageSummary | null {
    const id = messageId.value
    if (reader.message?.id === id) return reader.message
    return messages.list.items.find(message => message.id === id) ?? null
  }

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
    const message = current()
    if (message) void attempt(actions.setFlags(message, { unread: !message.unread }))
  }

  function togglePinned(): void {
    const message = current()
    if (message) void attempt(actions.setFlags(message, { pinned: !message.pinned }))
  }

  async function remove(stepOn: boolean): Promise<void> {
    const id = current()?.id
    if (id === undefined || reader.state === 'gone') return
    const next = stepOn ? neighbourId() : null
    openMessage(next)
    if (await attempt(actions.remove(id))) notices.add(t('message.removed'))
  }

  return { toggleUnread, togglePinned, remove }
}
