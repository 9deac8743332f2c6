import { watch } from 'vue'
import { useRouter } from 'vue-router'
import { useMailboxes } from '../../stores/mailboxes.ts'
import { useRemotes } from '../../stores/remotes.ts'
import { useSource } from '../../stores/source.ts'
import { useInboxRoute } from '../inbox/use-inbox-route.ts'

/** The source follows the address of the window, and the mailboxes beside it follow the source. */
export function useSourceRoute(): void {
  const router = useRouter()
  const source = useSource()
  const remotes = useRemotes()
  const mailboxes = useMailboxes()
  const { isListShown, query } = useInboxRoute()

  function show(remote: string | null): void {
    if (remote === source.remote) return
    source.remote = remote
    mailboxes.startAnew()
  }

  watch(() => (isListShown.value ? query.value.remote : source.remote), show, { immediate: true })

  // An account that was removed: its mail is not there any more.
  watch(
    () => remotes.loaded && source.remote !== null && !remotes.find(source.remote),
    isGone => {
      if (!isGone) return
      if (isListShown.value) void router.replace({ name: 'all' })
      else show(null)
    },
  )
}
