import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'

export const messageTabs = ['preview', 'text', 'source', 'headers', 'raw', 'parts', 'session'] as const
export type MessageTab = (typeof messageTabs)[number]

/** Which view of the message is shown: part of the address, and kept from message to message. */
export function useMessageTab() {
  const route = useRoute()
  const router = useRouter()

  return computed<MessageTab>({
    get: () => messageTabs.find(name => name === route.query.tab) ?? 'preview',
    set(name) {
      const { tab: _, ...query } = route.query
      void router.replace({ query: name === 'preview' ? query : { ...query, tab: name } })
    },
  })
}
