import { watch } from 'vue'
import { useMailboxes } from '../../stores/mailboxes.ts'
import { useSource } from '../../stores/source.ts'
import { useInboxRoute } from '../inbox/use-inbox-route.ts'

/** The source follows the address of the window, and the mailboxes beside it follow the source. */
export function useSourceRoute(): void {
  const source = useSource()
  const mailboxes = useMailboxes()
  const { isListShown, query } = useInboxRoute()

  watch(
    () => (isListShown.value ? query.value.remote : source.remote),
    remote => {
      if (remote === source.remote) return
      source.remote = remote
      mailboxes.startAnew()
    },
    { immediate: true },
  )
}
