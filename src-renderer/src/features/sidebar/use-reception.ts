import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { useClient } from '../../api/client.ts'
import { useConnection } from '../../stores/connection.ts'
import { useNotices } from '../../stores/notices.ts'

/** Whether the owner has paused receiving, and the way to and fro. The server's own event tells of the change. */
export function useReception() {
  const client = useClient()
  const connection = useConnection()
  const notices = useNotices()
  const { t } = useI18n()

  const isPaused = computed(() => connection.info?.paused === true)

  async function toggle(): Promise<void> {
    try {
      await client.call('updateReception', { paused: !isPaused.value })
      await connection.refreshInfo()
    } catch {
      notices.add(t('sidebar.pauseFailed'), 'problem')
    }
  }

  return { isPaused, toggle }
}
