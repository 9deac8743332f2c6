import { computed } from 'vue'
import { useMessages } from '../../stores/messages.ts'
import { useSelection } from '../../stores/selection.ts'
import { useInboxRoute } from './use-inbox-route.ts'

/** Stepping through the list, from the message that is open or the row that the keyboard is at. */
export function useListNavigation() {
  const messages = useMessages()
  const selection = useSelection()
  const { messageId, openMessage } = useInboxRoute()

  const activeId = computed(() => selection.cursor ?? messageId.value)
  const index = computed(() => (activeId.value === null ? -1 : messages.indexOf(activeId.value)))
  const hasPrevious = computed(() => index.value > 0)
  const hasNext = computed(() => index.value + 1 < messages.total)

  /** The row `by` further; one that is not loaded yet is. Undefined beyond the ends. */
  async function neighbour(by: 1 | -1) {
    const target = index.value === -1 ? 0 : index.value + by
    if (!messages.at(target) && target >= 0 && target < messages.total) await messages.look(target, target)
    return messages.at(target)
  }

  async function step(by: 1 | -1): Promise<void> {
    const message = await neighbour(by)
    if (!message) return
    selection.cursor = null
    openMessage(message.id)
  }

  /** Selects on the way. */
  async function extend(by: 1 | -1): Promise<void> {
    const from = activeId.value
    const message = await neighbour(by)
    if (message) selection.extendTo(message, from)
  }

  /** Where to go when the open message goes away, with others perhaps: the nearest below that stays, else above. */
  function neighbourId(stays: (id: string) => boolean = () => true): string | null {
    const at = messages.indexOf(messageId.value ?? '')
    const towards = (by: 1 | -1): string | null => {
      let row = at + by
      while (messages.at(row) && !stays(messages.at(row)!.id)) row += by
      return messages.at(row)?.id ?? null
    }
    return towards(1) ?? towards(-1)
  }

  return { activeId, index, hasPrevious, hasNext, step, extend, neighbourId }
}
