import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { MessageDetail } from '#shared/api/message-shapes.ts'
import { toAppError } from '../../api/app-error.ts'
import { useMessageActions } from '../../stores/message-actions.ts'
import { isGap } from '../../stores/message-list.ts'
import { useMessages } from '../../stores/messages.ts'
import { useNotices } from '../../stores/notices.ts'

/** The tags of a message, and those that the messages around it have. */
export function useTags() {
  const messages = useMessages()
  const actions = useMessageActions()
  const notices = useNotices()
  const { t } = useI18n()

  const suggestions = computed(() => {
    const loaded = messages.list.stretches.flatMap(stretch => (isGap(stretch) ? [] : stretch.items))
    return [...new Set(loaded.flatMap(({ tags }) => tags))].sort((a, b) => a.localeCompare(b))
  })

  async function setTags(message: MessageDetail, tags: string[]): Promise<void> {
    try {
      await actions.change([message], { tags })
    } catch (error) {
      notices.add(`${t('app.failed')}: ${toAppError(error).message}`, 'problem')
    }
  }

  return { suggestions, setTags }
}
