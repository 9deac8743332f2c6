import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { MessageDetail } from '#shared/api/message-shapes.ts'
import { toAppError } from '../../api/app-error.ts'
import { useClient } from '../../api/client.ts'
import { useMessages } from '../../stores/messages.ts'
import { useNotices } from '../../stores/notices.ts'
import { useReader } from '../../stores/reader.ts'

/** The tags of a message, and those that the messages around it have. */
export function useTags() {
  const client = useClient()
  const messages = useMessages()
  const reader = useReader()
  const notices = useNotices()
  const { t } = useI18n()

  const suggestions = computed(() =>
    [...new Set(messages.list.items.flatMap(({ tags }) => tags))].sort((a, b) => a.localeCompare(b)),
  )

  async function setTags({ id }: MessageDetail, tags: string[]): Promise<void> {
    try {
      const changed = await client.call('updateMessage', { id, tags })
      messages.replace([changed])
      reader.replace(changed)
    } catch (error) {
      notices.add(`${t('app.failed')}: ${toAppError(error).message}`, 'problem')
    }
  }

  return { suggestions, setTags }
}
