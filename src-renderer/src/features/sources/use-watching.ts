import { useDocumentVisibility, useIntervalFn } from '@vueuse/core'
import { watch } from 'vue'
import { useClient } from '../../api/client.ts'
import { useInboxRoute } from '../inbox/use-inbox-route.ts'

/** Whoever looks is believed to look for a minute. */
const everyMs = 45_000

/** While mail of a remote account is looked at, its service is asked more often. */
export function useWatching(): void {
  const client = useClient()
  const visibility = useDocumentVisibility()
  const { isListShown, query } = useInboxRoute()

  function tell(): void {
    const { remote, mailbox } = query.value
    if (!isListShown.value || remote === null || visibility.value !== 'visible') return
    // Only a hint: a service that cannot be asked is shown by its state.
    client
      .call('watchRemote', { remote, ...(mailbox === null ? {} : { mailboxId: mailbox }) })
      .catch(() => {})
  }

  watch([() => query.value.remote, () => query.value.mailbox, visibility], tell, { immediate: true })
  useIntervalFn(tell, everyMs)
}
