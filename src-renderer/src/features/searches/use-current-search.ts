import { computed } from 'vue'
import { useMessages } from '../../stores/messages.ts'
import { useSavedSearches } from '../../stores/saved-searches.ts'
import { useInboxRoute } from '../inbox/use-inbox-route.ts'

/** The id of the saved search that the list shows; null where it shows none. */
export function useCurrentSearch() {
  const searches = useSavedSearches()
  const messages = useMessages()
  const { isListShown, query } = useInboxRoute()
  return computed(() => {
    const isShown = isListShown.value && messages.state !== 'failed'
    return (isShown && searches.findQuery(query.value)?.id) || null
  })
}
