import { useI18n } from 'vue-i18n'
import type { MessageSummary } from '#shared/api/message-shapes.ts'
import { toAppError } from '../../api/app-error.ts'
import { useDialogs } from '../../stores/dialogs.ts'
import { useMessageActions, type Change } from '../../stores/message-actions.ts'
import { useNotices } from '../../stores/notices.ts'
import { useSelection } from '../../stores/selection.ts'

/** Marks on one message; what the server refuses is said. */
export function useMessageChanges() {
  const actions = useMessageActions()
  const dialogs = useDialogs()
  const notices = useNotices()
  const selection = useSelection()
  const { t } = useI18n()

  async function change(message: MessageSummary, asked: Change): Promise<void> {
    try {
      await actions.change([message], asked)
    } catch (error) {
      notices.add(`${t('app.failed')}: ${toAppError(error).message}`, 'problem')
    }
  }

  return {
    toggleUnread: (message: MessageSummary) => void change(message, { unread: !message.unread }),
    togglePinned: (message: MessageSummary) => void change(message, { pinned: !message.pinned }),
    editTags(message: MessageSummary): void {
      selection.clear()
      selection.toggle(message)
      dialogs.open('tag-messages')
    },
  }
}
