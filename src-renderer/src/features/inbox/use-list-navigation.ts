import { computed } from 'vue'
import { useMessages } from '../../stores/messages.ts'
import { useInboxRoute } from './use-inbox-route.ts'

/** Stepping through the list by the message that is open. */
export function useListNavigation() {
  const messages = useMessages()
  const { messageId, openMessage } = useInboxRoute()

  const index = computed(() => messages.list.items.findIndex(({ id }) => id === messageId.value))
  const hasPrevious = computed(() => index.value > 0)
  const hasNext = computed(() => index.value + 1 < messages.list.items.length)

  function step(by: 1 | -1): void {
    const target = messages.list.items[index.value === -1 ? 0 : index.value + by]
    if (target) openMessage(target.id)
    // A little ahead of the end, so that a held key does not run into it.
    if (by === 1) void messages.loadThrough(index.value + 20)
  }

  /** Where to go when the open message goes away. */
  function neighbourId(): string | null {
    const { items } = messages.list
    return (items[index.value + 1] ?? items[index.value - 1])?.id ?? null
  }

  return { index, hasPrevious, hasNext, step, neighbourId }
}
