import { watch } from 'vue'
import { useMessageActions } from '../../stores/message-actions.ts'
import { useReader } from '../../stores/reader.ts'
import { useInboxRoute } from './use-inbox-route.ts'

/** Follows the address: opens its message, and marks it as read once it is there. */
export function useOpenMessage(): void {
  const reader = useReader()
  const actions = useMessageActions()
  const { messageId } = useInboxRoute()

  async function follow(id: string | null): Promise<void> {
    if (id === null) return reader.close()
    if (!(await reader.open(id)) || !reader.message?.unread) return
    await actions.setFlags(reader.message, { unread: false }).catch(() => undefined) // it stays unread, nothing is lost
  }

  watch(messageId, follow, { immediate: true })
}
